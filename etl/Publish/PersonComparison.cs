using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// What a full pass compares persons with. After the column lines changed the stored hashes say nothing any more: then they are made anew of the published rows,
/// on the columns that both have, and everybody's rows are staged so that new columns are filled.
/// </summary>
/// <param name="Stored">Hashes as they are stored from now on.</param>
/// <param name="Compared">Hashes as they are compared; the same, unless columns changed.</param>
/// <param name="Published">Everybody's published hash.</param>
/// <param name="Columns">The columns that published rows have.</param>
internal sealed record PersonComparison(RowHasher Stored, RowHasher Compared, PublishedHashes Published, HashedColumns? Columns)
{
    /// <summary>Whether columns changed since the last publication.</summary>
    public bool HasNewColumns => !ReferenceEquals(Stored, Compared);

    public static async Task<PersonComparison> LoadAsync(NpgsqlConnection connection, PersonKeys keys, CancellationToken cancellationToken)
    {
        var columns = await HashedColumns.ReadAsync(connection, cancellationToken);
        var stored = keys.RowHasher();
        if (!columns.Differ) return new(stored, stored, await PublishedHashes.LoadAsync(connection, cancellationToken), columns);
        var compared = keys.RowHasher(columns);
        var hashes = await new PublishedRows(connection, compared).HashAsync(persons: null, t => t.FullName, cancellationToken);
        return new(stored, compared, PublishedHashes.Of(hashes), columns);
    }
}
