using System.Text;
using PersonEtl.Etl.Reports;

namespace PersonEtl.UnitTests.Reports;

public sealed class ReportTests
{
    private static readonly ReportColumn[] Columns = [new("place", IsNumber: false), new("persons", IsNumber: true)];

    public static TheoryData<string> Names => [.. Report.All.Select(r => r.Name)];

    [Fact]
    public void The_program_has_the_files_of_sql_reports()
        => Assert.Equal(SolutionFolder.Files("sql/reports", "*.sql").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal), Report.All.Select(r => r.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_report_says_what_it_answers_and_reads_analysis_only(string name)
    {
        var report = Report.Find(name)!;
        Assert.EndsWith(".", report.Answers, StringComparison.Ordinal);
        Assert.StartsWith("with", report.Query, StringComparison.Ordinal);
        Assert.DoesNotContain('\\', report.Query);
        Assert.DoesNotMatch(@"\b(mart|protected|ops|staging|access|quartz|public|pg_catalog|information_schema)\.", report.Query);
        Assert.DoesNotMatch(@"\b(now|current_date|current_timestamp|localtimestamp|clock_timestamp)\b", report.Query);
        Assert.Equal(report.TakesAsOf, string.Join('\n', report.Head).Contains(":as_of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CSV_quotes_what_needs_it_ends_lines_with_CRLF_and_leaves_null_empty()
    {
        var answer = new ReportAnswer(1, new(2026, 11, 23), Columns, [["Herøy", "5"], ["a, b", null], ["\"Å\"", "7"], ["two\nlines", "8"]]);
        using var stream = new MemoryStream();
        await answer.WriteCsvAsync(stream, CancellationToken.None);
        Assert.Equal("place,persons\r\nHerøy,5\r\n\"a, b\",\r\n\"\"\"Å\"\"\",7\r\n\"two\nlines\",8\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void A_plain_table_has_numbers_to_the_right_and_a_colon_for_those_not_shown()
        => Assert.Equal(
            ["place     persons", "--------  -------", "Oslo           12", "Karasjok        :", "                5"],
            PlainTable.Lines(new(1, new(2026, 11, 23), Columns, [["Oslo", "12"], ["Karasjok", null], [null, "5"]])));
}
