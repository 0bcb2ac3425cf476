using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Run;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>diff</c>: what differs between two generations, in counts.</summary>
internal static class DiffVerb
{
    public static Command Build()
    {
        var one = new Argument<int>("a") { Description = "A generation." };
        var other = new Argument<int>("b") { Description = "Another one." };
        var json = VerbJson.Option();
        var command = new Command("diff", "Show what differs between two of the last generations, from the earlier to the later: rows by table and column, persons, and moves by municipality. Counts are exact: for operators, not for publication.") { one, other, json };
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(one), parsed.GetValue(other), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int one, int other, bool json, CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(Folders.FromEnvironment(), Console.Error.WriteLine, cancellationToken);
        var difference = await GenerationDifference.ReadAsync(dataSource, one, other, cancellationToken);
        if (json) Console.WriteLine(JsonSerializer.Serialize(difference, VerbJson.Options)); else Show(difference);
        return ExitCode.Done;
    }

    private static void Show(GenerationDifference difference)
    {
        var screen = RunConsole.Open(Console.Out, !Console.IsOutputRedirected);
        screen.WriteLine(Text($"From generation {difference.From} to {difference.To}: {difference.PersonsIn:N0} persons came, {difference.PersonsOut:N0} went."));
        if (difference.Tables.Count > 0)
        {
            var tables = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumns("table", "added", "changed", "removed", "rows that differ, by column");
            foreach (var t in difference.Tables)
                tables.AddRow(t.Table, Text($"{t.Added:N0}"), Text($"{t.Changed:N0}"), Text($"{t.Removed:N0}"), string.Join(", ", t.Columns.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => Text($"{c.Key} {c.Value:N0}"))));
            screen.Write(tables);
        }
        if (difference.Municipalities.Count == 0) return;
        var moves = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumns("municipality", "moved in", "moved out");
        foreach (var m in difference.Municipalities) moves.AddRow(m.MunicipalityNumber, Text($"{m.MovedIn:N0}"), Text($"{m.MovedOut:N0}"));
        screen.Write(moves);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
