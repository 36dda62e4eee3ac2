# A Homebrew formula: copied into a tap at each release, with the version's archive and its hash filled in by script/package.
class Outloud < Formula
  desc "Mock interview simulator that listens: no AI judge, no account, no network"
  homepage "@HOMEPAGE@"
  url "@ARCHIVE@"
  sha256 "@SHA256@"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on "cmake" => :build
  depends_on "rust" => :build

  on_linux do
    depends_on "pkgconf" => :build
    depends_on "alsa-lib"
  end

  def install
    # The binary must run on machines older than the one it is built on.
    ENV["GGML_NATIVE"] = "OFF"
    system "cargo", "install", *std_cargo_args
    generate_completions_from_executable(bin/"outloud", "completions")
    (man1/"outloud.1").write Utils.safe_popen_read(bin/"outloud", "man")
  end

  test do
    answer = pipe_output("#{bin}/outloud --json score --question git-merge-vs-rebase --text -", "A merge keeps history.")
    assert_match "\"score\"", answer
  end
end
