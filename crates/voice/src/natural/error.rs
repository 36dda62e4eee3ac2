//! What can go wrong with the voice that ships.

/// Why the voice says nothing. Its data are inside the program, so that this is a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum NaturalError {
    /// A network could not be read.
    #[error("the voice's network cannot be read: {0}")]
    Load(#[from] rten::LoadError),
    /// A network could not be run.
    #[error("the voice's network cannot be run: {0}")]
    Run(#[from] rten::RunError),
    /// What a network gave is not of the shape that it promises.
    #[error("the voice's network gave something unexpected: {0}")]
    Output(#[from] rten::TryFromValueError),
    /// A table could not be read.
    #[error("the voice's tables cannot be read: {0}")]
    Table(#[from] serde_json::Error),
    /// A table could not be decompressed.
    #[error("the voice's tables cannot be decompressed: {0}")]
    Packed(#[from] std::io::Error),
    /// What could not be read before is asked for again.
    #[error("{0}")]
    Again(String),
}

impl NaturalError {
    pub(super) fn again(earlier: &Self) -> Self {
        Self::Again(earlier.to_string())
    }
}
