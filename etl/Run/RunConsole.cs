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

    public void Begin(string step)
    {
        persons = told = 0;
        Line($"{step} …");
    }

    public void Progress(long more)
    {
        const long Every = 100_000;
        persons += more;
        if (moving) console.Write(new Text(string.Create(CultureInfo.InvariantCulture, $"\r  {persons:N0} persons")));
        else if (persons - told >= Every)
        {
            told = persons;
            Line(string.Create(CultureInfo.InvariantCulture, $"  {persons:N0} persons"));
        }
    }

    public void End(string step, StepResult result, TimeSpan took)
        => Line(string.Create(CultureInfo.InvariantCulture, $"{step}: {(result.Records is { } records ? $"{records:N0} {result.Of}" : "done")} in {took.TotalSeconds:0.0} s"));

    public void Account(Account account)
        => Line(string.Create(CultureInfo.InvariantCulture, $"  {account.Step}: {account.In:N0} in = {account.Out:N0} out + {account.Quarantined:N0} quarantined + {account.Merged:N0} merged + {account.Filtered.Values.Sum():N0} filtered"));

    private void Line(string text)
    {
        if (moving && persons > 0) console.Write(new Text("\r"));
        console.WriteLine(text);
    }
}
