using System.Reflection;

namespace PersonEtl.Etl.Reports;

/// <summary>A report of sql/reports: a query for psql, with what it answers in the comment at its head.</summary>
internal sealed class Report
{
    private const string Prefix = "PersonEtl.Sql.Reports.";
    private const string Suffix = ".sql";

    /// <summary>How psql writes the day asked for, as a literal.</summary>
    private const string AsOfOfPsql = ":'as_of'";

    private Report(string name, string text)
    {
        Name = name;
        var lines = text.Split('\n');
        Head = [.. lines.TakeWhile(l => l.StartsWith("--", StringComparison.Ordinal)).Select(l => l[2..].Trim())];
        // what begins with a backslash is for psql alone
        Query = string.Join('\n', lines.Skip(Head.Count).Where(l => !l.StartsWith('\\'))).Trim().TrimEnd(';').Replace(AsOfOfPsql, $"@{AsOf}", StringComparison.Ordinal);
        TakesAsOf = text.Contains(AsOfOfPsql, StringComparison.Ordinal);
    }

    /// <summary>The query's parameter: a date as text, empty for the served generation's.</summary>
    public const string AsOf = "as_of";

    /// <summary>All of them, by name.</summary>
    public static readonly IReadOnlyList<Report> All = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(r => new Report(r[Prefix.Length..^Suffix.Length], Read(r)))
        .OrderBy(r => r.Name, StringComparer.Ordinal)];

    public string Name { get; }

    /// <summary>The comment's lines: what it answers, its columns, its traps.</summary>
    public IReadOnlyList<string> Head { get; }

    /// <summary>The head's first line, which is a sentence.</summary>
    public string Answers => Head[0];

    /// <summary>One statement, with <see cref="AsOf"/> as a parameter where it takes one.</summary>
    public string Query { get; }

    public bool TakesAsOf { get; }

    public static Report? Find(string name) => All.FirstOrDefault(r => r.Name == name);

    private static string Read(string resource)
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return text.ReadToEnd().ReplaceLineEndings("\n");
    }
}
