using System.Reflection;

namespace PersonEtl.Etl.Publish;

/// <summary>A file of sql/checks: a query for wrong rows, under lines that say what must hold, what it looks at and what comes of a row.</summary>
internal sealed record Check(string Name, string MustHold, CheckScope Scope, CheckSeverity Severity, string Sql)
{
    private const string Prefix = "PersonEtl.Sql.Checks.";
    private const string Suffix = ".sql";
    private const string Comment = "-- ";
    private const string ScopeLine = "-- scope: ";
    private const string SeverityLine = "-- severity: ";
    private const string Reason = ", because ";

    /// <summary>Those inside the program, by name.</summary>
    public static IReadOnlyList<Check> All { get; } = [.. ReadAll().OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <exception cref="FormatException">Its head is not as sql/README.md has it.</exception>
    public static Check Parse(string name, string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        if (lines.Count < 4 || !lines[0].StartsWith(Comment, StringComparison.Ordinal)) throw Wrong("a sentence that says what must hold");
        if (!lines[1].StartsWith(ScopeLine, StringComparison.Ordinal)) throw Wrong($"'{ScopeLine}person', 'aggregate' or 'all{Reason}…' in its second line");
        var scope = lines[1][ScopeLine.Length..].Split(Reason, 2);
        if (!TryRead<CheckScope>(scope[0], out var of) || (of == CheckScope.All) != (scope.Length == 2)) throw Wrong($"'{ScopeLine}person', 'aggregate' or 'all{Reason}…' in its second line");
        if (!lines[2].StartsWith(SeverityLine, StringComparison.Ordinal) || !TryRead<CheckSeverity>(lines[2][SeverityLine.Length..], out var severity)) throw Wrong($"'{SeverityLine}stop' or 'warn' in its third line");
        return new(name, lines[0][Comment.Length..], of, severity, text.TrimEnd().TrimEnd(';'));

        FormatException Wrong(string expected) => new($"sql/checks/{name}.sql: expected {expected}.");
    }

    /// <summary>A term as files and tables have it.</summary>
    public static string TermOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static bool TryRead<T>(string term, out T value)
        where T : struct, Enum
    {
        value = Enum.GetValues<T>().FirstOrDefault(v => string.Equals(TermOf(v), term, StringComparison.Ordinal));
        return string.Equals(TermOf(value), term, StringComparison.Ordinal);
    }

    private static IEnumerable<Check> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return Parse(resource[Prefix.Length..^Suffix.Length], text.ReadToEnd());
        }
    }
}
