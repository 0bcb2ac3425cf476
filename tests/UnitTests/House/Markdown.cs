using System.Text.RegularExpressions;

namespace PersonEtl.UnitTests.House;

/// <summary>As much of Markdown as our documents use: fenced blocks, tables, headings and links.</summary>
internal sealed partial class Markdown
{
    private readonly List<string> prose = [];

    private Markdown(string text)
    {
        Text = text;
        var blocks = new List<(string Language, string Text)>();
        List<string>? open = null;
        var language = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (open is null) (open, language) = ([], line[3..].Trim());
                else
                {
                    blocks.Add((language, string.Join('\n', open)));
                    open = null;
                }
            }
            else (open ?? prose).Add(line);
        }
        Blocks = blocks;
    }

    public string Text { get; }

    public IReadOnlyList<(string Language, string Text)> Blocks { get; }

    /// <summary>Targets of links and pictures, outside fenced blocks.</summary>
    public IEnumerable<string> Links => prose.SelectMany(line => Link().Matches(line)).Select(m => m.Groups["target"].Value);

    /// <summary>What a link to a heading ends with, as GitHub makes it.</summary>
    public IEnumerable<string> Anchors => prose.Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <param name="name">Its path from the solution's folder.</param>
    public static Markdown Read(string name) => new(SolutionFolder.Read(name));

    /// <summary>The rows of the table whose first column has this heading.</summary>
    public IReadOnlyList<string[]> Table(string firstHeading)
    {
        var rows = prose.SkipWhile(line => !line.StartsWith($"| {firstHeading} |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        return rows.Count > 0 ? rows : throw new InvalidOperationException($"There is no table that begins with the column {firstHeading}.");
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotInAnchor();
}
