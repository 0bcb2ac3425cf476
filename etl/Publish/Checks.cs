using System.Globalization;
using System.Reflection;
using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>The checks of sql/checks: each file selects wrong rows, and a row found stops the publication.</summary>
internal static class Checks
{
    private const string Prefix = "PersonEtl.Sql.Checks.";
    private const string Suffix = ".sql";

    /// <summary>Runs every check on the state as the connection sees it, and returns the wrong rows by check.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var results = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var resource in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var name = resource[Prefix.Length..^Suffix.Length];
            using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
            var query = await text.ReadToEndAsync(cancellationToken);
            var sql = $"select count(*) from (\n{query.TrimEnd().TrimEnd(';')}\n) wrong";
            results[name] = await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: cancellationToken));
        }
        return results;
    }

    /// <exception cref="CheckFailedException">A check found rows.</exception>
    public static void Judge(IReadOnlyDictionary<string, long> results)
    {
        var wrong = results.Where(r => r.Value > 0).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key} found {r.Value} wrong rows")).ToList();
        if (wrong.Count > 0) throw new CheckFailedException($"The publication was stopped by {wrong.Count} of {results.Count} checks: {string.Join("; ", wrong)}. Nothing was published; sql/checks says what each looks for.");
    }
}
