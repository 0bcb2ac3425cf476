using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Verify.Rebuild;

/// <summary>How the rows of a table differ between two marts: how many rows only one has, and how many have another value in a column; never which, nor what.</summary>
internal sealed class RowDifferences(ITable table)
{
    private readonly Dictionary<string, long> columns = new(StringComparer.Ordinal);
    private long lacking;
    private long unexpected;

    /// <summary>Compares the rows of some persons, or of the whole table.</summary>
    /// <param name="served">Where one mart is.</param>
    /// <param name="rebuilt">Where the other is.</param>
    /// <param name="condition">Which rows; a constant of ours, with <c>@of</c>.</param>
    /// <param name="of">Whose: ids or numbers.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CompareAsync(NpgsqlConnection served, NpgsqlConnection rebuilt, string condition, Array of, CancellationToken cancellationToken)
    {
        var (ours, others) = (await ReadAsync(served, condition, of, cancellationToken), await ReadAsync(rebuilt, condition, of, cancellationToken));
        lacking += others.Keys.Count(k => !ours.ContainsKey(k));
        foreach (var (key, row) in ours)
        {
            if (!others.TryGetValue(key, out var other)) unexpected++;
            else if (!string.Equals(row, other, StringComparison.Ordinal)) Count(JsonNode.Parse(row)!.AsObject(), JsonNode.Parse(other)!.AsObject());
        }
    }

    public IEnumerable<Finding> Findings()
    {
        if (lacking > 0) yield return new(table.FullName, null, string.Create(CultureInfo.InvariantCulture, $"{lacking} rows are missing that a mart built from nothing has."));
        if (unexpected > 0) yield return new(table.FullName, null, string.Create(CultureInfo.InvariantCulture, $"{unexpected} rows are there that a mart built from nothing hasn't."));
        foreach (var (column, rows) in columns.OrderBy(c => c.Key, StringComparer.Ordinal))
            yield return new(table.FullName, column, string.Create(CultureInfo.InvariantCulture, $"{rows} rows have another value than in a mart built from nothing."));
    }

    private void Count(JsonObject row, JsonObject other)
    {
        foreach (var column in table.Descriptions.Select(d => d.Name).Where(c => !JsonNode.DeepEquals(row[c], other[c]))) columns[column] = columns.GetValueOrDefault(column) + 1;
    }

    private async Task<Dictionary<string, string>> ReadAsync(NpgsqlConnection connection, string condition, Array of, CancellationToken cancellationToken)
    {
        var sql = $"select jsonb_build_array({string.Join(", ", table.Key)})::text, to_jsonb(t)::text from {table.FullName} t where {condition}";
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0, Parameters = { new("of", of) } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellationToken)) rows.Add(row.GetString(0), row.GetString(1));
        return rows;
    }
}
