using System.Globalization;
using System.Text.RegularExpressions;

namespace PersonEtl.Etl.Database;

/// <summary>A folder with initdb, pg_ctl and postgres of one major version.</summary>
internal sealed partial record ServerBinaries(string Folder, int Major)
{
    public const int OldestMajor = 15;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => Path.Combine(Folder, ProgramName(name));

    /// <summary>Asks the binaries of a folder for their version; null, with the reason, when they can't be used.</summary>
    public static async Task<(ServerBinaries? Binaries, string Reason)> TryAsync(string folder, ServerUser? user, CancellationToken cancellationToken)
    {
        var missing = Needed.FirstOrDefault(n => !File.Exists(Path.Combine(folder, ProgramName(n))));
        if (missing is not null) return (null, $"{folder} has no {missing}");
        if (user is not null && !ClusterHome.Reachable(folder)) return (null, $"{folder} can't be entered by {user.Name}");
        ChildOutput answer;
        try
        {
            answer = await ChildProcess.RunAsync(Path.Combine(folder, ProgramName("postgres")), ["--version"], new ChildOptions { User = user }, cancellationToken);
        }
        catch (ChildProcessException e)
        {
            return (null, e.Message);
        }
        if (ParseMajor(answer.Output) is not { } major) return (null, $"{folder}: postgres --version failed: {answer.LastLines(1)}");
        return major < OldestMajor ? (null, $"{folder} is PostgreSQL {major}, and {OldestMajor} is the oldest that works") : (new(folder, major), "");
    }

    /// <summary>The 15 of <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c> or <c>19devel</c>.</summary>
    public static int? ParseMajor(string version)
        => VersionText().Match(version) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string ProgramName(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    [GeneratedRegex(@"\(PostgreSQL\) (\d{1,3})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VersionText();
}
