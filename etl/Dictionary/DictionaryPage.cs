using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Dictionary;

/// <summary>The dictionary as one HTML page that needs no network and no script.</summary>
internal static partial class DictionaryPage
{
    private const string Classes = """
        <dl class="classes">
        <dt><span class="class open">open</span></dt><dd>in <code>analysis</code> as well, and in the files for analysts</dd>
        <dt><span class="class identifying">identifying</span></dt><dd>numbers, names and house-level addresses: <code>mart</code> only</dd>
        <dt><span class="class contact">contact</span></dt><dd>contact values: <code>mart</code> only</dd>
        <dt><span class="class secret">secret</span></dt><dd>never outside <code>protected</code></dd>
        </dl>

        """;

    public static string Write(MartDictionary dictionary)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>PersonEtl: the mart's dictionary</title>
            <style>
            {Style()}</style>
            </head>
            <body>

            """);
        WriteContents(page, dictionary);
        page.Append(CultureInfo.InvariantCulture, $"""
            <main>
            <h1>The mart's dictionary</h1>
            <p>{dictionary.Tables.Count} tables with {dictionary.Tables.Sum(t => t.Descriptions.Count)} columns, and {dictionary.CodeLists.Count} code lists. Norwegian terms and sources stand with each column. A column's class tells who may see it:</p>

            """);
        page.Append(Classes);
        foreach (var table in dictionary.Tables) WriteTable(page, table);
        page.Append("<h2 id=\"code-lists\">Code lists</h2>\n<p>The same stands in <code>mart.code</code>. SSB's codes are those of the numbered list in KLASS.</p>\n");
        foreach (var list in dictionary.CodeLists) WriteCodeList(page, list);
        return page.Append("</main>\n</body>\n</html>\n").Replace("\r\n", "\n").ToString();
    }

    private static void WriteContents(StringBuilder page, MartDictionary dictionary)
    {
        page.Append("<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n");
        foreach (var schema in dictionary.Tables.GroupBy(t => t.Schema, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{schema.Key}</h3>\n<ul>\n");
            foreach (var table in schema) page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{table.FullName}\">{table.Name}</a></li>\n");
            page.Append("</ul>\n");
        }
        page.Append("<h3><a href=\"#code-lists\">code lists</a></h3>\n<ul>\n");
        foreach (var list in dictionary.CodeLists) page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#code.{list.Name}\">{list.Name}</a></li>\n");
        page.Append("</ul>\n</nav>\n");
    }

    private static void WriteTable(StringBuilder page, ITable table)
    {
        page.Append(CultureInfo.InvariantCulture, $"""
            <section id="{table.FullName}">
            <h2><a href="#{table.FullName}"><small>{table.Schema}.</small>{table.Name}</a></h2>
            <p>{Text(table.Meaning)}</p>
            <p class="key">Key: {string.Join(", ", table.Key.Select(k => $"<code>{k}</code>"))}</p>
            <div class="wide"><table>
            <thead><tr><th>column</th><th>type</th><th>class</th><th>meaning</th></tr></thead>
            <tbody>

            """);
        foreach (var column in table.Descriptions)
        {
            var @class = DictionaryWords.Of(column.Class);
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"><code>{Breakable(column.Name)}</code></th><td class=\"type\">{DictionaryWords.Of(column.Type)}{(column.Nullable ? "" : " <span class=\"not-null\">not null</span>")}</td><td><span class=\"class {@class}\">{@class}</span></td><td>{Text(column.Meaning)}</td></tr>\n");
        }
        page.Append("</tbody>\n</table></div>\n</section>\n");
    }

    private static void WriteCodeList(StringBuilder page, CodeList list)
    {
        var ssb = list.KlassId is { } id ? string.Create(CultureInfo.InvariantCulture, $"<th>SSB, KLASS {id}</th>") : "";
        page.Append(CultureInfo.InvariantCulture, $"""
            <section id="code.{list.Name}">
            <h3><a href="#code.{list.Name}">{list.Name}</a></h3>
            <div class="wide"><table>
            <thead><tr><th>code</th><th>register's term</th>{ssb}</tr></thead>
            <tbody>

            """);
        foreach (var value in list.Values)
        {
            var code = list.KlassId is null ? "" : $"<td>{Text(value.SsbCode.ToString())}</td>";
            var term = value.NorwegianTerm.IsAbsent ? "<span class=\"ours\">ours</span>" : Text(value.NorwegianTerm.ToString());
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"><code>{Text(value.Code.ToString())}</code></th><td>{term}</td>{code}</tr>\n");
        }
        page.Append("</tbody>\n</table></div>\n</section>\n");
    }

    /// <summary>Encoded, with code where backticks stand.</summary>
    private static string Text(string text) => Code().Replace(WebUtility.HtmlEncode(text), "<code>$1</code>");

    /// <summary>A name that may be cut behind each underscore.</summary>
    private static string Breakable(string name) => name.Replace("_", "_<wbr>", StringComparison.Ordinal);

    private static string Style()
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("PersonEtl.Dictionary.dictionary.css")!);
        return text.ReadToEnd();
    }

    [GeneratedRegex("`([^`]*)`", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
