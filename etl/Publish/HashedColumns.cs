using System.Text.Json;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The columns that stored person hashes cover, by table. When the column lines changed since, a night compares on the columns that both have,
/// and fills the new ones without telling anybody of a change.
/// </summary>
internal sealed class HashedColumns
{
    private const string Read = "select hashed_columns::text from ops.installation";
    private const string Write = "update ops.installation set hashed_columns = @columns::jsonb where hashed_columns is distinct from @columns::jsonb";

    /// <summary>How hashes are made; stands among the columns, and its change is like one of them.</summary>
    private const string Making = "making";
    private const string Sums = "four sums of 64 bits";

    private readonly Dictionary<string, HashSet<string>> before;
    private readonly bool isMadeSo;

    private HashedColumns(Dictionary<string, HashSet<string>> before, bool isMadeSo) => (this.before, this.isMadeSo) = (before, isMadeSo);

    /// <summary>Columns that no published row has a value of yet, by table.</summary>
    public IReadOnlyDictionary<ITable, IReadOnlyList<string>> New
        => Staging.OfPersons.Select(t => (Table: t, Columns: (IReadOnlyList<string>)[.. t.Descriptions.Where(c => !IsCommon(t, c)).Select(c => c.Name)])).Where(t => t.Columns.Count > 0).ToDictionary(t => t.Table, t => t.Columns);

    /// <summary>Whether the stored hashes can't be compared with.</summary>
    public bool Differ => !isMadeSo || Staging.OfPersons.Any(t => !before[t.FullName].SetEquals(t.Descriptions.Select(Line)));

    public static async Task<HashedColumns> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var text = await connection.ExecuteScalarAsync<string?>(new(Read, cancellationToken: cancellationToken));
        var stored = text is null ? Current : JsonSerializer.Deserialize<Dictionary<string, string[]>>(text)!;
        var columns = Staging.OfPersons.ToDictionary(t => t.FullName, t => stored.GetValueOrDefault(t.FullName, []).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        return new(columns, stored.GetValueOrDefault(Making, []).Contains(Sums, StringComparer.Ordinal));
    }

    /// <summary>Notes the columns of now, in the publication that hashes cover them with.</summary>
    public static Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => connection.ExecuteAsync(new(Write, new { columns = JsonSerializer.Serialize(Current) }, cancellationToken: cancellationToken));

    /// <summary>For each column of a table, in its order, whether it was there before.</summary>
    public bool[] CommonOf(ITable table) => [.. table.Descriptions.Select(c => IsCommon(table, c))];

    private static Dictionary<string, string[]> Current
        => Staging.OfPersons.Select(t => (Of: t.FullName, Lines: t.Descriptions.Select(Line).ToArray())).Append((Making, [Sums])).ToDictionary(t => t.Item1, t => t.Item2, StringComparer.Ordinal);

    private bool IsCommon(ITable table, ColumnDescription column) => before[table.FullName].Contains(Line(column));

    private static string Line(ColumnDescription column) => $"{column.Name} {column.Type}";
}
