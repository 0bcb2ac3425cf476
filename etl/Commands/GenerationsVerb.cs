using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>generations</c>: what was published, and what can be gone back to.</summary>
internal static class GenerationsVerb
{
    public static Command Build()
    {
        var last = new Option<int>("--last") { Description = "How many generations to show.", DefaultValueFactory = _ => 30 };
        var json = VerbJson.Option();
        var command = new Command("generations", "Show what was published, newest first: what changed, whether its files are there, and whether `rollback` can go back to it.") { last, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(last), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int last, bool json, CancellationToken cancellationToken)
    {
        var folders = Folders.FromEnvironment();
        await using var dataSource = await MartDatabase.OpenAsync(folders, Console.Error.WriteLine, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var generations = await PastGenerations.NewestAsync(connection, Math.Max(1, last), cancellationToken);
        var exports = new ExportFolder(folders.Exports);
        if (json) Console.WriteLine(JsonSerializer.Serialize(new { Generations = generations.Select(g => Shown(g, exports)) }, VerbJson.Options));
        else if (generations.Count == 0) Console.WriteLine("Nothing is served yet: no night has been published.");
        else Show(generations, exports);
        return ExitCode.Done;
    }

    /// <summary>Whether a generation's own files are there: its tables, its changes alone, its changes after its tables were taken away, or nothing.</summary>
    public static string ExportOf(PastGeneration generation, ExportFolder exports)
        => exports.Manifest(generation.Generation) switch { null => "gone", { IsFull: true } => "there", { Withdrawn: true } => "withdrawn", _ => "changes" };

    private static object Shown(PastGeneration g, ExportFolder exports) => new
    {
        g.Generation,
        g.Kind,
        PublishedAt = DateTime.SpecifyKind(g.PublishedAt, DateTimeKind.Utc),
        g.AsOfDate,
        g.Persons,
        g.Changes,
        g.Rows,
        Export = ExportOf(g, exports),
        g.ExportGeneration,
        g.RestoredGeneration,
        g.IsServed,
        CanRollBack = g.IsRetained && !g.IsServed,
    };

    private static void Show(IReadOnlyList<PastGeneration> generations, ExportFolder exports)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumns("generation", "kind", "published (Norway)", "as of", "persons changed", "events", "rows", "export", "rollback");
        foreach (var g in generations)
        {
            var published = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(g.PublishedAt, DateTimeKind.Utc), Instant.Norway);
            table.AddRow(
                Text($"{g.Generation}"), g.RestoredGeneration is { } restored ? Text($"{g.Kind} to {restored}") : g.Kind, Text($"{published:yyyy-MM-dd HH:mm}"), Text($"{g.AsOfDate:yyyy-MM-dd}"),
                g.Persons is { } persons ? Text($"{persons:N0}") : "forgotten", Text($"{g.Changes:N0}"), Text($"{g.Rows:N0}"), ExportOf(g, exports), g.IsServed ? "served" : g.IsRetained ? "yes" : "no");
        }
        RunConsole.Open(Console.Out, !Console.IsOutputRedirected).Write(table);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
