namespace PersonEtl.Etl.Mart;

/// <summary>A table of the mart without its row's type: what publishing and exporting need to know of any.</summary>
internal interface ITable
{
    string Schema { get; }

    string Name { get; }

    /// <summary>Schema and name, as SQL writes them.</summary>
    string FullName { get; }

    /// <summary>Whether anyone who may read the mart may see it.</summary>
    bool IsPublic => string.Equals(Schema, "mart", StringComparison.Ordinal);

    string Meaning { get; }

    IReadOnlyList<string> Key { get; }

    IReadOnlyList<ColumnDescription> Descriptions { get; }
}
