using PersonEtl.Etl.Publish;

namespace PersonEtl.UnitTests.Publish;

public sealed class CheckTests
{
    private const string Sentence = "-- Something holds.\n";

    [Fact]
    public void A_files_head_says_what_must_hold_what_it_looks_at_and_what_comes_of_a_row()
    {
        Assert.Equal(new("x", "Something holds.", CheckScope.All, CheckSeverity.Warn, Sentence + "-- scope: all, because there are few\n-- severity: warn\nselect 1"), Check.Parse("x", Sentence + "-- scope: all, because there are few\n-- severity: warn\nselect 1;\n"));
        Assert.Equal(CheckScope.Aggregate, Check.Parse("x", Sentence + "-- scope: aggregate\r\n-- severity: stop\r\nselect 1\r\n").Scope);
    }

    [Theory]
    [InlineData("select 1\n\n\n\n", "a sentence")]
    [InlineData(Sentence + "-- severity: stop\n-- scope: person\nselect 1", "-- scope: ")]
    [InlineData(Sentence + "-- scope: persons\n-- severity: stop\nselect 1", "-- scope: ")]
    [InlineData(Sentence + "-- scope: all\n-- severity: stop\nselect 1", "because")]
    [InlineData(Sentence + "-- scope: person, because I like them\n-- severity: stop\nselect 1", "because")]
    [InlineData(Sentence + "-- scope: person\n-- severity: maybe\nselect 1", "-- severity: ")]
    [InlineData(Sentence + "-- scope: person\n", "a sentence")]
    public void A_head_that_leaves_something_out_is_refused(string text, string expected)
        => Assert.Contains(expected, Assert.Throws<FormatException>(() => Check.Parse("x", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Checks_of_persons_begin_from_whom_they_are_asked_and_no_other_check_names_them()
    {
        Assert.All(Check.All, c => Assert.Equal(c.Scope == CheckScope.Person, c.Sql.Contains("from changed_person c\n", StringComparison.Ordinal)));
        Assert.All(Check.All.Where(c => c.Scope == CheckScope.Aggregate), c => Assert.DoesNotContain("mart.person ", c.Sql, StringComparison.Ordinal));
        Assert.All(Check.All, c => Assert.EndsWith(".", c.MustHold, StringComparison.Ordinal));
    }
}
