using System.Globalization;
using Dapper;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Verify;

/// <summary>Each table has as many rows as is kept by difference, and as the served generation says.</summary>
internal sealed class CountProof : IProof
{
    private const string Kept = "select table_name, row_count from ops.table_count";
    private const string Told = "select key, value::bigint from mart.generation, jsonb_each_text(counts) where generation = @Generation";

    public string Name => "counts";

    public async Task<ProofResult> RunAsync(Verified of, CancellationToken cancellationToken)
    {
        var kept = await CountsAsync(Kept);
        if (kept.Count == 0) return ProofResult.Missing("no rows are counted yet: an earlier version published them. The next night counts them.");
        var told = await CountsAsync(Told);
        var findings = new List<Finding>();
        var tables = Staging.Tables.Where(t => !ReferenceEquals(t, PersonKeyTable.Table)).ToList();
        foreach (var table in tables)
        {
            var rows = await of.Connection.ExecuteScalarAsync<long>(new($"select count(*) from {table.FullName}", commandTimeout: 0, cancellationToken: cancellationToken));
            if (Differs(kept, table.FullName, rows) is { } count) findings.Add(new(table.FullName, null, $"it has {rows.ToString(CultureInfo.InvariantCulture)} rows, ops.table_count says {count}."));
            if (table.IsPublic && Differs(told, table.Name, rows) is { } said) findings.Add(new(table.FullName, null, $"it has {rows.ToString(CultureInfo.InvariantCulture)} rows, mart.generation says {said}."));
        }
        return new(string.Create(CultureInfo.InvariantCulture, $"counts of {tables.Count} tables, against their rows."), findings);

        async Task<Dictionary<string, long>> CountsAsync(string sql)
            => (await of.Connection.QueryAsync<(string, long)>(new(sql, new { of.Generation.Generation }, cancellationToken: cancellationToken))).ToDictionary(c => c.Item1, c => c.Item2, StringComparer.Ordinal);
    }

    private static string? Differs(Dictionary<string, long> counts, string table, long rows)
        => !counts.TryGetValue(table, out var count) ? "nothing" : count == rows ? null : count.ToString(CultureInfo.InvariantCulture);
}
