using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Dictionary;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Run;

namespace PersonEtl.UnitTests.Dictionary;

/// <summary>Both forms of the dictionary hold all of the mart, and nothing that changes by itself.</summary>
public sealed partial class DictionaryTests
{
    private static readonly MartDictionary Dictionary = MartDictionary.Of(CodeLists.All);
    private static readonly ITable[] Tables = [.. PersonTables.All, PersonKeyTable.Table, .. ReferenceTables.All];
    private static readonly string Page = DictionaryPage.Write(Dictionary);

    [Fact]
    public void The_JSON_holds_every_column_of_every_table()
    {
        using var json = JsonDocument.Parse(DictionaryJson.Write(Dictionary));
        var written = from table in json.RootElement.GetProperty("tables").EnumerateArray()
                      from column in table.GetProperty("columns").EnumerateArray()
                      select $"{table.GetProperty("schema")}.{table.GetProperty("name")}.{column.GetProperty("name")} {column.GetProperty("type")} {column.GetProperty("nullable")} {column.GetProperty("class")}: {column.GetProperty("meaning")}";
        Assert.Equal(Tables.SelectMany(t => t.Descriptions.Select(c => $"{t.FullName}.{c.Name} {(c.Type == ColumnType.Instant ? "timestamptz" : $"{c.Type}".ToLowerInvariant())} {c.Nullable} {$"{c.Class}".ToLowerInvariant()}: {c.Meaning}")), written);
    }

    [Fact]
    public void The_page_holds_every_column_of_every_table()
    {
        foreach (var table in Tables)
        {
            var section = Section(table.FullName);
            Assert.Equal(table.Descriptions.Select(c => c.Name), Name().Matches(section).Select(m => m.Groups["name"].Value.Replace("<wbr>", "", StringComparison.Ordinal)));
            Assert.All(table.Descriptions, c => Assert.Contains($"<td>{Encoded(c.Meaning)}</td></tr>", section, StringComparison.Ordinal));
            Assert.Contains(Encoded(table.Meaning), section, StringComparison.Ordinal);
            Assert.Contains($"Key: {string.Join(", ", table.Key.Select(k => $"<code>{k}</code>"))}", section, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"#{table.FullName}\">{table.Name}</a></li>", Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_page_holds_every_code_with_the_registers_term_and_SSBs()
    {
        Assert.All(CodeLists.All, v => Assert.Contains($"<code>{v.Code}</code>", Section($"code.{v.List}"), StringComparison.Ordinal));
        var list = Section("code.marital_status");
        Assert.Contains("SSB, KLASS 19", list, StringComparison.Ordinal);
        Assert.Contains("<code>WidowOrWidower</code></th><td>enkeEllerEnkemann</td><td>3</td>", list, StringComparison.Ordinal);
        Assert.DoesNotContain("SSB", Section("code.form"), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_of_SSB_are_of_terms_that_are_there_and_each_once()
    {
        Assert.Equal(["gender KLASS 2: 1 Male, 2 Female", "marital_status KLASS 19: 1 Unmarried, 2 Married, 3 WidowOrWidower, 4 Divorced, 5 Separated, 6 RegisteredPartner, 7 SeparatedPartner, 8 DivorcedPartner, 9 SurvivingPartner"],
            CodeLists.All.Where(v => !v.SsbCode.IsAbsent).GroupBy(v => $"{v.List} KLASS {v.KlassId}").OrderBy(l => l.Key, StringComparer.Ordinal)
                .Select(l => $"{l.Key}: {string.Join(", ", l.Select(v => $"{v.SsbCode} {v.Code}").Order(StringComparer.Ordinal))}"));
        Assert.Equal(CodeLists.All.Count, CodeLists.All.DistinctBy(v => $"{v.List}.{v.Code}").Count());
    }

    [Fact]
    public void The_page_needs_nothing_from_elsewhere_and_is_the_same_each_time()
    {
        Assert.DoesNotMatch(@"https?:|<script|<link|<img|url\(|@import", Page);
        Assert.DoesNotContain('\r', Page);
        Assert.Equal(Page, DictionaryPage.Write(MartDictionary.Of(CodeLists.All)));
        Assert.Contains("prefers-color-scheme: dark", Page, StringComparison.Ordinal);
    }

    private static string Section(string id)
    {
        var begin = Page.IndexOf($"<section id=\"{id}\">", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"The page has no section {id}.");
        return Page[begin..Page.IndexOf("</section>", begin, StringComparison.Ordinal)];
    }

    private static string Encoded(string text) => Regex.Replace(WebUtility.HtmlEncode(text), "`([^`]*)`", "<code>$1</code>", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("<th scope=\"row\"><code>(?<name>[^/]*)</code>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
