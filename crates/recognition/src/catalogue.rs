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

/// The file that ships with outloud is not in this table's source: it was quantised by us, its hash is our own.
const SHIPPED: (&str, Pin) =
    ("tiny.en-q8_0", Pin::Sha256("c4416dc639b0f414f27abb8193d5c702fd2dc042b1358c442b87ec3389597559"));

/// Model and hash.
const PUBLISHED: [(&str, Pin); 14] = [
    ("tiny.en", Pin::Sha256("921e4cf8686fdd993dcd081a5da5b6c365bfde1162e72b08d75ac75289920b1f")),
    ("tiny", Pin::Sha256("be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21")),
    ("base.en", Pin::Sha256("a03779c86df3323075f5e796cb2ce5029f00ec8869eee3fdfb897afe36c6d002")),
    ("base", Pin::Sha256("60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe")),
    ("small.en", Pin::Sha256("c6138d6d58ecc8322097e0f987c32f1be8bb0a18532a3f88f734d1bbf9c41e5d")),
    ("small", Pin::Sha256("1be3a9b2063867b937e64e2ec7483364a79917e157fa98c5d94b5c1fffea987b")),
    ("tiny.en-q5_1", Pin::Sha1("3fb92ec865cbbc769f08137f22470d6b66e071b6")),
    ("base.en-q5_1", Pin::Sha1("d26d7ce5a1b6e57bea5d0431b9c20ae49423c94a")),
    ("base.en-q8_0", Pin::Sha1("bb1574182e9b924452bf0cd1510ac034d323e948")),
    ("base-q8_0", Pin::Sha1("7bb89bb49ed6955013b166f1b6a6c04584a20fbe")),
    ("small.en-q5_1", Pin::Sha1("20f54878d608f94e4a8ee3ae56016571d47cba34")),
    ("small.en-q8_0", Pin::Sha1("9d75ff4ccfa0a8217870d7405cf8cef0a5579852")),
    ("small-q8_0", Pin::Sha1("bcad8a2083f4e53d648d586b7dbc0cd673d8afad")),
    ("large-v3-turbo-q5_0", Pin::Sha1("e050f7970618a659205450ad97eb95a18d69c9ee")),
];

/// The names that can be pulled.
pub fn names() -> impl Iterator<Item = &'static str> {
    PUBLISHED.iter().map(|(name, _)| *name)
}

/// The hash of the model of this name, if one is known.
#[must_use]
pub fn pinned(name: &str) -> Option<Pin> {
    std::iter::once(&SHIPPED).chain(&PUBLISHED).find(|(known, _)| *known == name).map(|(_, pin)| *pin)
}
