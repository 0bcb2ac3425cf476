namespace PersonEtl.DatabaseTests.Nights;

/// <summary>How far a run has come, by what it said: a moment before its first step, one for each step and phase of a publication, and one after its last publication.</summary>
internal static class Moments
{
    public const string Start = "start";
    public const string End = "end";

    private static readonly string[] Phases = ["apply", "check", "commit"];

    /// <summary>The moments that it came to, in order; a phase bears the name of its step.</summary>
    public static IReadOnlyList<string> Of(string output)
    {
        var (moments, step) = (new List<string> { Start }, "");
        foreach (var line in output[..(output.LastIndexOf('\n') + 1)].Split('\n'))
        {
            if (line.StartsWith("publish: ", StringComparison.Ordinal)) moments.Add(End);
            if (!line.EndsWith(" …", StringComparison.Ordinal)) continue;
            var begun = line[..^2];
            if (Phases.Contains(begun, StringComparer.Ordinal)) moments.Add($"{step} {begun}");
            else moments.Add(step = begun);
        }
        return moments;
    }

    /// <summary>How many generations it had published for sure, and how many it may have: the last commit may be under way.</summary>
    public static (int Least, int Most) Published(IReadOnlyList<string> moments)
    {
        var most = moments.Count(IsCommit);
        return (IsCommit(moments[^1]) ? most - 1 : most, most);
    }

    private static bool IsCommit(string moment) => moment.EndsWith(" commit", StringComparison.Ordinal);
}
