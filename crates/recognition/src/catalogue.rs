//! The models that whisper.cpp publishes, with the hashes that pin them.

/// A published file's hash, in lower-case hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// SHA-256.
    Sha256(&'static str),
    /// SHA-1: all that is published for the quantised files. It tells a damaged file from a whole one; against somebody
    /// who forges files it is weak.
    Sha1(&'static str),
}

/// The model that ships with outloud. It is not whisper.cpp's: we quantised it, and the hash is ours.
const SHIPPED: (&str, Pin) =
    ("tiny.en-q8_0", Pin::Sha256("c4416dc639b0f414f27abb8193d5c702fd2dc042b1358c442b87ec3389597559"));

/// A model that can be pulled.
#[derive(Debug, Clone, Copy)]
pub struct Published {
    /// Its name: `base.en-q8_0`.
    pub name: &'static str,
    /// The length of its file.
    pub bytes: u64,
    pin: Pin,
}

/// What whisper.cpp publishes. The lengths follow from the format and the models' shapes.
pub const PUBLISHED: [Published; 14] = [
    Published {
        name: "tiny.en",
        bytes: 77_704_715,
        pin: Pin::Sha256("921e4cf8686fdd993dcd081a5da5b6c365bfde1162e72b08d75ac75289920b1f"),
    },
    Published {
        name: "tiny",
        bytes: 77_691_713,
        pin: Pin::Sha256("be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21"),
    },
    Published {
        name: "base.en",
        bytes: 147_964_211,
        pin: Pin::Sha256("a03779c86df3323075f5e796cb2ce5029f00ec8869eee3fdfb897afe36c6d002"),
    },
    Published {
        name: "base",
        bytes: 147_951_465,
        pin: Pin::Sha256("60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe"),
    },
    Published {
        name: "small.en",
        bytes: 487_614_201,
        pin: Pin::Sha256("c6138d6d58ecc8322097e0f987c32f1be8bb0a18532a3f88f734d1bbf9c41e5d"),
    },
    Published {
        name: "small",
        bytes: 487_601_967,
        pin: Pin::Sha256("1be3a9b2063867b937e64e2ec7483364a79917e157fa98c5d94b5c1fffea987b"),
    },
    Published { name: "tiny.en-q5_1", bytes: 32_166_155, pin: Pin::Sha1("3fb92ec865cbbc769f08137f22470d6b66e071b6") },
    Published { name: "base.en-q5_1", bytes: 59_721_011, pin: Pin::Sha1("d26d7ce5a1b6e57bea5d0431b9c20ae49423c94a") },
    Published { name: "base.en-q8_0", bytes: 81_781_811, pin: Pin::Sha1("bb1574182e9b924452bf0cd1510ac034d323e948") },
    Published { name: "base-q8_0", bytes: 81_768_585, pin: Pin::Sha1("7bb89bb49ed6955013b166f1b6a6c04584a20fbe") },
    Published { name: "small.en-q5_1", bytes: 190_098_681, pin: Pin::Sha1("20f54878d608f94e4a8ee3ae56016571d47cba34") },
    Published { name: "small.en-q8_0", bytes: 264_477_561, pin: Pin::Sha1("9d75ff4ccfa0a8217870d7405cf8cef0a5579852") },
    Published { name: "small-q8_0", bytes: 264_464_607, pin: Pin::Sha1("bcad8a2083f4e53d648d586b7dbc0cd673d8afad") },
    Published {
        name: "large-v3-turbo-q5_0",
        bytes: 574_041_195,
        pin: Pin::Sha1("e050f7970618a659205450ad97eb95a18d69c9ee"),
    },
];

/// The names that can be pulled.
pub fn names() -> impl Iterator<Item = &'static str> {
    PUBLISHED.iter().map(|model| model.name)
}

/// The hash of the model of this name, if one is known.
#[must_use]
pub fn pinned(name: &str) -> Option<Pin> {
    let published = || PUBLISHED.iter().find(|model| model.name == name).map(|model| model.pin);
    if name == SHIPPED.0 { Some(SHIPPED.1) } else { published() }
}
