namespace PersonEtl.Etl.Mart;

/// <summary>The types a column of the mart may have.</summary>
internal enum ColumnType
{
    Uuid,
    Text,
    Integer,
    Boolean,
    Date,
    Instant,
}
