//! A table as the bytes of a Parquet file: named columns of five types, each cell may be null. One row group, Snappy, plain
//! enough that every engine reads it unchanged.

use std::sync::Arc;

use parquet::{
    basic::{Compression, ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::Type,
};

/// The cells of a column, one for each row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cells {
    /// Text, UTF-8.
    Text(Vec<Option<ByteArray>>),
    /// 64-bit floating point.
    Real(Vec<Option<f64>>),
    /// 64-bit integers.
    Whole(Vec<Option<i64>>),
    /// Yes or no.
    Flag(Vec<Option<bool>>),
    /// Moments: microseconds since 1970 in UTC.
    Moment(Vec<Option<i64>>),
}

/// A column: its name and its cells.
pub(super) type ParquetColumn = (&'static str, Cells);

/// The bytes of a Parquet file with these columns, which are of one length.
///
/// # Errors
/// What the library gives; writing into memory gives nothing else.
pub(super) fn parquet(table: &str, columns: &[ParquetColumn]) -> Result<Vec<u8>, ParquetError> {
    let fields = columns.iter().map(|(name, cells)| field(name, cells).map(Arc::new)).collect::<Result<_, _>>()?;
    let schema = Arc::new(Type::group_type_builder(table).with_fields(fields).build()?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("outloud version ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for (_, cells) in columns {
        let Some(mut column) = group.next_column()? else { break };
        match cells {
            Cells::Text(cells) => write::<ByteArrayType>(&mut column, cells)?,
            Cells::Real(cells) => write::<DoubleType>(&mut column, cells)?,
            Cells::Whole(cells) | Cells::Moment(cells) => write::<Int64Type>(&mut column, cells)?,
            Cells::Flag(cells) => write::<BoolType>(&mut column, cells)?,
        }
        column.close()?;
    }
    group.close()?;
    file.into_inner()
}

fn field(name: &str, cells: &Cells) -> Result<Type, ParquetError> {
    let (physical, logical, converted) = match cells {
        Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String), ConvertedType::UTF8),
        Cells::Real(_) => (Physical::DOUBLE, None, ConvertedType::NONE),
        Cells::Whole(_) => (Physical::INT64, None, ConvertedType::NONE),
        Cells::Flag(_) => (Physical::BOOLEAN, None, ConvertedType::NONE),
        Cells::Moment(_) => {
            let logical = LogicalType::timestamp(true, TimeUnit::MICROS);
            (Physical::INT64, Some(logical), ConvertedType::TIMESTAMP_MICROS)
        }
    };
    Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_converted_type(converted)
        .with_logical_type(logical)
        .build()
}

/// Parquet wants the values that are there, and for every row whether one is.
fn write<T: DataType>(column: &mut SerializedColumnWriter<'_>, cells: &[Option<T::T>]) -> Result<(), ParquetError> {
    let values: Vec<T::T> = cells.iter().flatten().cloned().collect();
    let is_there: Vec<i16> = cells.iter().map(|c| i16::from(c.is_some())).collect();
    column.typed::<T>().write_batch(&values, Some(&is_there), None)?;
    Ok(())
}
