using System.Globalization;
using PersonEtl.Etl.Sources;
using Spectre.Console;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Tells a person how a run goes: on a terminal a line that moves while a step works, without one plain lines only;
/// always a line when a step begins and one when it ended.
/// </summary>
internal sealed class RunConsole(IAnsiConsole console)
{
    private readonly bool moving = console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal;
    private StatusContext? moved;
    private string current = "";
    private long persons;
    private long told;

    /// <summary>A console that says nothing.</summary>
    public static RunConsole Silent() => new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }));

    /// <summary>A console on a writer: as wide as the terminal, and without one as wide as any line, so that a line stays a line.</summary>
    public static IAnsiConsole Open(TextWriter writer, bool isTerminal)
    {
        const int AnyLine = 10_000;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!isTerminal) console.Profile.Width = AnyLine;
        return console;
    }

    /// <summary>Does the work; on a terminal a line below moves meanwhile.</summary>
    public Task<T> WatchAsync<T>(Func<Task<T>> work)
        => moving
        ? console.Status().Spinner(Spinner.Known.Dots).StartAsync(
            "…",
            async status =>
            {
                moved = status;
                try
                {
                    return await work();
                }
                finally
                {
                    moved = null;
                }
            })
        : work();

    public void Begin(string step)
    {
        (current, persons, told) = (step, 0, 0);
        if (moved is null) console.WriteLine($"{step} …"); else Move(step);
    }

    public void Progress(long more)
    {
        const long Every = 100_000;
        persons += more;
        var so = string.Create(CultureInfo.InvariantCulture, $"{persons:N0} persons");
        if (moved is not null) Move($"{current}: {so}");
        else if (persons - told >= Every)
        {
            told = persons;
            console.WriteLine("  " + so);
        }
    }

    public void End(string step, StepResult result, TimeSpan took)
        => console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step}: {(result.Records is { } records ? $"{records:N0} {result.Of}" : "done")} in {took.TotalSeconds:0.0} s"));

    /// <summary>What a source held otherwise than its contract says, and what of it could not be read: a line for each kind and path, the most frequent first.</summary>
    public void Reading(SourceReading reading)
    {
        const int Most = 10;
        var contract = reading.Contract.Counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Path, StringComparer.Ordinal).Select(c => $"{c.Key.Code} {c.Key.Path}, {Number(c.Value)} times").ToList();
        var unread = reading.Quarantine.GroupBy(q => (q.Code, q.JsonPath)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
            .Select(g => (Records: g.Count(), First: g.MinBy(q => (q.Delivery, q.File, q.ByteOffset))!))
            .Select(k => $"{k.First.Code}{(k.First.JsonPath is { } path ? $" at {path}" : "")}, {Number(k.Records)} could not be read, the first in {k.First.Delivery}/{k.First.File}, line {k.First.Line}").ToList();
        foreach (var lines in new[] { contract, unread })
        {
            foreach (var line in lines.Take(Most)) console.WriteLine($"  {reading.Source.Text()}: {line}");
            if (lines.Count > Most) console.WriteLine($"  {reading.Source.Text()}: and {lines.Count - Most} more kinds, in ops");
        }

        static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
    }

    /// <summary>A line an account, those of tables added up by step; each single one is in <c>ops.account</c>.</summary>
    public void Accounts(IReadOnlyList<Account> accounts)
    {
        foreach (var account in accounts.Where(a => a.Table is null)) console.WriteLine("  " + account);
        foreach (var step in accounts.Where(a => a.Table is not null).GroupBy(a => a.Of, StringComparer.Ordinal))
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {step.Key}: {step.Sum(a => a.In):N0} rows in, {step.Sum(a => a.Out):N0} out, {step.Count()} tables"));
    }

    /// <summary>Something about the step that ended, on a line of its own.</summary>
    public void Note(string text) => console.WriteLine("  " + text);

    private void Move(string text) => moved!.Status = Markup.Escape(text);
}
