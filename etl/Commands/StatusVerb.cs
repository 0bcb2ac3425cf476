using System.CommandLine;
using System.Text.Json;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>status</c>: the served generation and the last runs.</summary>
internal static class StatusVerb
{
    private static readonly IAnsiConsole Screen = RunConsole.Open(Console.Out, !Console.IsOutputRedirected);

    private const string Served = "select generation, published_at, as_of_date, export_generation, sources::text as sources, counts::text as counts from mart.generation order by generation desc limit 1";
    private const string Runs = """
        select r.started_at, r.ended_at, r.outcome, r.generation, r.changed_rows, coalesce(r.message, 'overridden (' || r.override_reason || '): ' || r.overridden) as message,
            (select count(*) from ops.quarantine q where q.run_id = r.run_id) as quarantined
        from ops.run r
        order by r.started_at desc
        limit @last
        """;

    private const string CrossCheck = """
        select coalesce(sum(c.agrees), 0)::bigint as agrees, coalesce(sum(c.disagrees), 0)::bigint as disagrees, coalesce(sum(c.not_found), 0)::bigint as not_found
        from ops.cross_check c
        where c.run_id = (select run_id from ops.run where outcome in ('published', 'unchanged') order by started_at desc limit 1)
        """;

    public static Command Build()
    {
        var last = new Option<int>("--last") { Description = "How many runs to show.", DefaultValueFactory = _ => 5 };
        var json = VerbJson.Option();
        var command = new Command("status", "Show the served generation and the last runs.") { last, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(last), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int last, bool json, CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(Folders.FromEnvironment(), Console.Error.WriteLine, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var served = await connection.QuerySingleOrDefaultAsync<ServedRow>(new CommandDefinition(Served, cancellationToken: cancellationToken));
        var runs = (await connection.QueryAsync<RunRow>(new CommandDefinition(Runs, new { last }, cancellationToken: cancellationToken))).AsList();
        var crossCheck = await connection.QuerySingleAsync<CrossCheckRow>(new CommandDefinition(CrossCheck, cancellationToken: cancellationToken));
        if (json) Console.WriteLine(JsonSerializer.Serialize(new { served, crossCheck, runs }, VerbJson.Options)); else Show(served, crossCheck, runs);
        return ExitCode.Done;
    }

    private static void Show(ServedRow? served, CrossCheckRow crossCheck, List<RunRow> runs)
    {
        Screen.WriteLine(served is null ? "Nothing is served yet: no night has been published." : $"Generation {served.Generation} is served since {served.PublishedAt:yyyy-MM-dd HH:mm:ss}Z, as of {served.AsOfDate:yyyy-MM-dd}.");
        if (served is not null) Screen.WriteLine(FindingText.CrossCheck(crossCheck.Agrees, crossCheck.Disagrees, crossCheck.NotFound));
        if (runs.Count == 0) return;
        var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumns("started (UTC)", "took", "outcome", "generation", "rows written", "quarantined", "message");
        foreach (var run in runs)
        {
            table.AddRow(
                $"{run.StartedAt:yyyy-MM-dd HH:mm:ss}", run.EndedAt is { } ended ? $"{(ended - run.StartedAt).TotalSeconds:0.0} s" : "", run.Outcome,
                $"{run.Generation}", $"{run.ChangedRows}", $"{run.Quarantined}", Markup.Escape(run.Message ?? ""));
        }
        Screen.Write(table);
    }

    private sealed class ServedRow
    {
        public int Generation { get; set; }
        public DateTime PublishedAt { get; set; }
        public DateOnly AsOfDate { get; set; }
        public int? ExportGeneration { get; set; }
        public string Sources { get; set; } = "";
        public string Counts { get; set; } = "";
    }

    private sealed class CrossCheckRow
    {
        public long Agrees { get; set; }
        public long Disagrees { get; set; }
        public long NotFound { get; set; }
    }

    private sealed class RunRow
    {
        public DateTime StartedAt { get; set; }
        public DateTime? EndedAt { get; set; }
        public string Outcome { get; set; } = "";
        public int? Generation { get; set; }
        public long? ChangedRows { get; set; }
        public string? Message { get; set; }
        public long Quarantined { get; set; }
    }
}
