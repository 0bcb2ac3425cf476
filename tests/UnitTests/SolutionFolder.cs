using System.Text.RegularExpressions;

namespace PersonEtl.UnitTests;

/// <summary>The files of the solution's folder, as a person sees them: documents, compose file, sources.</summary>
internal static partial class SolutionFolder
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "TestResults"];

    public static string Path { get; } = Find();

    public static string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    /// <summary>Files below a folder, without what a build makes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
        => Directory.EnumerateFiles(System.IO.Path.Combine(Path, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !System.IO.Path.GetRelativePath(Path, f).Split(System.IO.Path.DirectorySeparatorChar).Any(p => Skipped.Contains(p, StringComparer.Ordinal) || p.StartsWith(".personetl", StringComparison.Ordinal)));

    /// <summary>The names of our environment variables in a text.</summary>
    public static IEnumerable<string> Variables(string text) => Variable().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PersonEtl.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("The tests do not run from below the solution's folder.");
    }

    [GeneratedRegex(@"\bPERSONETL_[A-Z]+(_[A-Z]+)*\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
