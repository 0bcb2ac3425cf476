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

    public void Tell(string line) => console.WriteLine(line);

    public void Account(Account account)
        => console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {account.Step}: {account.In:N0} in = {account.Out:N0} out + {account.Quarantined:N0} quarantined + {account.Merged:N0} merged + {account.Filtered.Values.Sum():N0} filtered"));

    /// <summary>Something about the step that ended, on a line of its own.</summary>
    public void Note(string text) => console.WriteLine("  " + text);

    private void Move(string text) => moved!.Status = Markup.Escape(text);
}
