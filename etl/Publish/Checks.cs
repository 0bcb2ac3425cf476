using System.Diagnostics;
using System.Globalization;
using Dapper;
using Npgsql;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// Runs the checks of sql/checks on the state as a connection sees it. Those of persons read them from <c>changed_person(person_id)</c>,
/// a relation that stands before their query: whom the run changes, or everybody.
/// </summary>
internal static class Checks
{
    // keeps a check at the few persons that it begins with; of everybody it would look up one after another
    private const string FromFew = " offset 0";

    private const string Everybody = "pg_temp.personetl_everybody";

    /// <summary>Whoever has a row anywhere, so that a row of nobody is found too; made once for all checks.</summary>
    private static readonly string MakeEverybody = $"""
        drop table if exists {Everybody};
        create temporary table personetl_everybody as {string.Join(" union ", Staging.OfPersons.Select(t => $"select person_id from {t.FullName}").Append("select person_id from ops.person_hash"))};
        analyze {Everybody}
        """;

    /// <summary>Runs every check, by name. For everybody the transaction may not be a read-only one.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(NpgsqlConnection connection, CheckReach reach, CancellationToken cancellationToken)
    {
        if (reach == CheckReach.Everybody) await connection.ExecuteAsync(Command(MakeEverybody, cancellationToken));
        var results = new List<CheckResult>();
        foreach (var check in Check.All)
        {
            var clock = Stopwatch.StartNew();
            var wrong = await connection.ExecuteScalarAsync<long>(Command(Counted(check, reach), cancellationToken));
            results.Add(new(check, wrong, clock.Elapsed));
        }
        if (reach == CheckReach.Everybody) await connection.ExecuteAsync(Command($"drop table {Everybody}", cancellationToken));
        return results;
    }

    /// <exception cref="CheckFailedException">A check that stops found rows.</exception>
    public static void Judge(IReadOnlyList<CheckResult> results)
    {
        var wrong = results.Where(r => r.WrongRows > 0 && r.Check.Severity == CheckSeverity.Stop).Select(Text).ToList();
        if (wrong.Count > 0) throw new CheckFailedException($"The publication was stopped by {wrong.Count} of {results.Count} checks: {string.Join("; ", wrong)}. Nothing was published; sql/checks says what each looks for.");
    }

    /// <summary>A sentence for each check that found rows and does not stop for them.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<CheckResult> results)
        => results.Where(r => r.WrongRows > 0 && r.Check.Severity == CheckSeverity.Warn).Select(r => $"{Text(r)}: {r.Check.MustHold}");

    private static string Text(CheckResult result) => string.Create(CultureInfo.InvariantCulture, $"{result.Check.Name} found {result.WrongRows} wrong rows");

    private static string Counted(Check check, CheckReach reach)
    {
        var persons = check.Scope == CheckScope.Person ? $"with changed_person as (select person_id from {(reach == CheckReach.Everybody ? Everybody : ChangedPersons.Table)})\n" : "";
        var sql = reach == CheckReach.Everybody ? check.Sql.Replace(FromFew, "", StringComparison.Ordinal) : check.Sql;
        return $"{persons}select count(*) from (\n{sql}\n) wrong";
    }

    private static CommandDefinition Command(string sql, CancellationToken cancellationToken) => new(sql, commandTimeout: 0, cancellationToken: cancellationToken);
}
