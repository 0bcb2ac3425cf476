namespace PersonEtl.UnitTests.House;

public sealed class DocumentLinkTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("etl/README.md")]
    [InlineData("mart-api/README.md")]
    [InlineData("sql/README.md")]
    [InlineData("tests/README.md")]
    public void Every_link_within_the_solution_leads_somewhere(string document)
    {
        var dead = Markdown.Read(document).Links.Where(l => !l.Contains("://", StringComparison.Ordinal) && !Leads(document, l));
        Assert.Empty(dead);
    }

    private static bool Leads(string document, string link)
    {
        var (path, anchor) = link.Split('#') is [var p, var a] ? (p, a) : (link, null);
        var target = path.Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, path);
        var full = Path.GetFullPath(Path.Combine(SolutionFolder.Path, target));
        if (!File.Exists(full) && !Directory.Exists(full)) return false;
        return anchor is null || Markdown.Read(Path.GetRelativePath(SolutionFolder.Path, full)).Anchors.Contains(anchor, StringComparer.Ordinal);
    }
}
