using System.CommandLine;
using System.Text.Json;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>status</c>: the served generation, how old its sources are, who publishes now, and the last runs.</summary>
internal static class StatusVerb
{
    private static readonly IAnsiConsole Screen = RunConsole.Open(Console.Out, !Console.IsOutputRedirected);

    public static Command Build()
    {
        var last = new Option<int>("--last") { Description = "How many runs to show.", DefaultValueFactory = _ => 5 };
        var json = VerbJson.Option();
        var command = new Command("status", "Show the served generation, its sources' ages, who publishes now, and the last runs.") { last, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(last), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int last, bool json, CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(Folders.FromEnvironment(), Console.Error.WriteLine, cancellationToken);
        var status = await MartStatus.ReadAsync(dataSource, last, TimeProvider.System.GetUtcNow(), cancellationToken);
        if (json) Console.WriteLine(JsonSerializer.Serialize(status, VerbJson.Options)); else Show(status);
        return ExitCode.Done;
    }

    private static void Show(MartStatus status)
    {
        if (status.Served is { } served)
        {
            var kind = served.RestoredGeneration is { } restored ? $"{served.Kind} to generation {restored}" : served.Kind;
            Screen.WriteLine($"Generation {served.Generation} ({kind}) is served since {served.PublishedAt:yyyy-MM-dd HH:mm:ss}Z, as of {served.AsOfDate:yyyy-MM-dd}.");
            Screen.WriteLine($"Sources: {string.Join(", ", status.Sources.Select(s => $"{s.Source} {(s.AgeDays == 1 ? "1 day" : $"{s.AgeDays} days")} old"))}. Parquet: {(served.ExportGeneration is { } export ? $"generation {export}" : "none")}.");
            Screen.WriteLine(FindingText.CrossCheck(status.CrossCheck.Agrees, status.CrossCheck.Disagrees, status.CrossCheck.NotFound));
        }
        else Screen.WriteLine("Nothing is served yet: no night has been published.");
        if (status.Hold is { } hold) Screen.WriteLine($"Nights are held since generation {hold.Generation}: {hold.Reason}. `release` lets them publish again.");
        if (status.Lease is { } lease) Screen.WriteLine($"{(lease.Expired ? "A run has stood still" : "A run is under way")}: {lease.Holder}, lease {(lease.Expired ? "expired" : "until")} {lease.ExpiresAt:yyyy-MM-dd HH:mm:ss}Z.");
        if (status.Runs.Count == 0) return;
        var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumns("started (UTC)", "took", "outcome", "generation", "rows written", "quarantined", "message");
        foreach (var run in status.Runs)
        {
            table.AddRow(
                $"{run.StartedAt:yyyy-MM-dd HH:mm:ss}", run.EndedAt is { } ended ? $"{(ended - run.StartedAt).TotalSeconds:0.0} s" : "", run.Outcome,
                $"{run.Generation}", $"{run.ChangedRows}", $"{run.Quarantined}", Markup.Escape(run.Message ?? ""));
        }
        Screen.Write(table);
    }
}
