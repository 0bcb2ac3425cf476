namespace PersonEtl.Etl.Mart;

/// <summary>Who may see a column: it decides what the <c>analysis</c> views and files leave out.</summary>
internal enum ColumnClass
{
    Open,

    /// <summary>Numbers, names, house-level address, cadastral ids.</summary>
    Identifying,

    /// <summary>Contact values of KRR.</summary>
    Contact,

    /// <summary>Never outside the schema <c>protected</c>.</summary>
    Secret,
}
