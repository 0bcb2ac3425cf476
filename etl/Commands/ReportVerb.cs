using System.CommandLine;
using System.CommandLine.Parsing;
using PersonEtl.Etl.Database;
using PersonEtl.Etl.Reports;
using PersonEtl.Etl.Run;
using Spectre.Console;

namespace PersonEtl.Etl.Commands;

/// <summary><c>report</c>: asks one of sql/reports with an analyst's rights, or lists them.</summary>
internal static class ReportVerb
{
    public static Command Build()
    {
        var name = new Argument<Report?>("name") { Arity = ArgumentArity.ZeroOrOne, CustomParser = ParseName, Description = "The report. Without it all are listed with what they answer." };
        name.CompletionSources.Add([.. Report.All.Select(r => r.Name)]);
        var asOf = DayOption.Build("--as-of", "The day that the report is asked for, such as 2026-01-01. Default: the as-of date of the served generation.");
        var csv = new Option<string?>("--csv") { HelpName = "file", Description = "Write the answer into this file as CSV (RFC 4180, UTF-8) instead." };
        var command = new Command("report", "Ask one of sql/reports, with an analyst's rights. Fewer than five persons are never shown.") { name, asOf, csv };
        command.Validators.Add(result =>
        {
            var asked = result.GetResult(name) is { Tokens: [var token] } ? token.Value : null;
            if (asked is null && (result.GetResult(asOf) ?? result.GetResult(csv)) is not null) result.AddError("report: --as-of and --csv are of one report; which?");
            else if (asked is not null && Report.Find(asked) is { TakesAsOf: false } report && result.GetResult(asOf) is not null) result.AddError($"{report.Name}: tells of the served generation only, so it takes no --as-of.");
        });
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(
            ct => parsed.GetValue(name) is { } report ? AskAsync(report, parsed.GetValue(asOf), parsed.GetValue(csv), ct) : ListAsync(),
            cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync()
    {
        var width = Report.All.Max(r => r.Name.Length);
        foreach (var report in Report.All) await Console.Out.WriteLineAsync($"{report.Name.PadRight(width)}  {report.Answers}");
        return ExitCode.Done;
    }

    private static async Task<int> AskAsync(Report report, DateOnly? asOf, string? csv, CancellationToken cancellationToken)
    {
        await using var dataSource = await MartDatabase.OpenAsync(Folders.FromEnvironment(), Console.Error.WriteLine, cancellationToken);
        if (await ReportReading.AskAsync(dataSource, report, asOf, cancellationToken) is not { } answer)
        {
            await Console.Error.WriteLineAsync("Nothing is served yet: no night has been published.");
            return ExitCode.NotFound;
        }
        if (csv is not null)
        {
            await using var file = File.Create(csv);
            await answer.WriteCsvAsync(file, cancellationToken);
            Console.WriteLine($"{csv}: {answer.Rows.Count} rows.");
            return ExitCode.Done;
        }
        foreach (var line in report.Head) Console.WriteLine(line);
        Console.WriteLine();
        if (Console.IsOutputRedirected) foreach (var line in PlainTable.Lines(answer)) Console.WriteLine(line);
        else ShowTable(answer);
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"Generation {answer.Generation}, as of {answer.AsOf:yyyy-MM-dd}: {answer.Rows.Count} rows. {ReportAnswer.NotShown} is not shown: fewer than five, or a share that would tell of so few."));
        return ExitCode.Done;
    }

    private static void ShowTable(ReportAnswer answer)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in answer.Columns)
        {
            var head = new TableColumn(Markup.Escape(column.Name));
            table.AddColumn(column.IsNumber ? head.RightAligned() : head);
        }
        foreach (var row in answer.Rows) table.AddRow([.. answer.Shown(row).Select(v => Markup.Escape(v))]);
        AnsiConsole.Write(table);
    }

    private static Report? ParseName(ArgumentResult argument)
    {
        if (argument.Tokens is not [var token]) return null;
        if (Report.Find(token.Value) is { } report) return report;
        argument.AddError($"report: there is no such report. There are: {string.Join(", ", Report.All.Select(r => r.Name))}.");
        return null;
    }
}
