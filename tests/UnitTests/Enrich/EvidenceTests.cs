using System.Globalization;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.UnitTests.Enrich;

public sealed class EvidenceTests
{
    private readonly Evidence evidence = new(isNames: true);

    [Fact]
    public void A_snapshot_carries_on_but_never_backwards()
    {
        evidence.AddSnapshot(Day("2010-01-01"), "01", "A");
        Assert.Equal(["A 2010-01-01 open"], Resolved("01"));
    }

    [Fact]
    public void The_next_snapshot_ends_a_code_it_does_not_have()
    {
        evidence.AddSnapshot(Day("2010-01-01"), "01", "A");
        evidence.AddSnapshot(Day("2024-01-01"), "02", "B");
        Assert.Equal(["A 2010-01-01 2024-01-01"], Resolved("01"));
        Assert.Equal(["B 2024-01-01 open"], Resolved("02"));
    }

    [Fact]
    public void Snapshots_that_agree_are_one_spell_and_others_two()
    {
        evidence.AddSnapshot(Day("2010-01-01"), "01", "A");
        evidence.AddSnapshot(Day("2015-01-01"), "01", "A");
        evidence.AddSnapshot(Day("2020-01-01"), "01", "A - Á");
        Assert.Equal(["A 2010-01-01 2020-01-01", "A - Á 2020-01-01 open"], Resolved("01"));
    }

    [Fact]
    public void Dated_evidence_wins_over_snapshots_in_the_time_it_covers()
    {
        evidence.AddCovered(Day("2018-01-01"), null);
        evidence.AddDated("01", "A", Day("2018-01-01"), Day("2020-01-01"));
        evidence.AddSnapshot(Day("2010-01-01"), "01", "a");
        evidence.AddSnapshot(Day("2010-01-01"), "02", "B");
        evidence.AddSnapshot(Day("2024-01-01"), "01", "wrong");
        Assert.Equal(["a 2010-01-01 2018-01-01", "A 2018-01-01 2020-01-01"], Resolved("01"));
        Assert.Equal(["B 2010-01-01 2018-01-01"], Resolved("02"));
    }

    [Fact]
    public void What_a_range_cuts_goes_on_until_a_snapshot_ends_it()
    {
        evidence.AddCovered(Day("2010-01-01"), Day("2020-01-01"));
        evidence.AddDated("01", "A", Day("2010-01-01"), Day("2020-01-01"));
        evidence.AddDated("02", "B", Day("2010-01-01"), Day("2015-01-01"));
        evidence.AddDated("03", "C", Day("2010-01-01"), Day("2020-01-01"));
        evidence.AddSnapshot(Day("2024-01-01"), "03", "C");
        Assert.Equal(["A 2010-01-01 2024-01-01"], Resolved("01"));
        Assert.Equal(["B 2010-01-01 2015-01-01"], Resolved("02"));
        Assert.Equal(["C 2010-01-01 open"], Resolved("03"));
    }

    [Fact]
    public void A_snapshot_on_the_day_a_range_ends_is_believed()
    {
        evidence.AddCovered(Day("2010-01-01"), Day("2020-01-01"));
        evidence.AddDated("01", "A", Day("2010-01-01"), Day("2020-01-01"));
        evidence.AddSnapshot(Day("2020-01-01"), "02", "B");
        Assert.Equal(["A 2010-01-01 2020-01-01"], Resolved("01"));
    }

    [Fact]
    public void A_code_with_dates_of_its_own_is_believed_over_snapshots()
    {
        evidence.AddDated("01", "A", Day("2012-01-01"), Day("2016-01-01"));
        evidence.AddSnapshot(Day("2010-01-01"), "01", "a");
        evidence.AddSnapshot(Day("2014-01-01"), "02", "B");
        Assert.Equal(["a 2010-01-01 2012-01-01", "A 2012-01-01 2016-01-01"], Resolved("01"));
    }

    [Fact]
    public void A_name_corrected_in_place_takes_the_newest()
    {
        evidence.AddCovered(Day("2010-01-01"), null);
        evidence.AddDated("5025", "Røros", Day("2010-01-01"), Day("2023-01-01"));
        evidence.AddDated("5025", "Røros - Rosse", Day("2023-01-01"), null);
        evidence.AddDated("1103", "Stavanger", Day("2010-01-01"), null);
        evidence.AddChange(Day("2020-01-01"), "1103", "1103", "Stavanger");
        evidence.AddSnapshot(Day("2010-01-01"), "5025", "röros");
        evidence.AddSnapshot(Day("2024-01-01"), "5025", "Røros - Rossen");
        evidence.AddSnapshot(Day("2026-01-01"), "5025", "Røros – Rossen");
        evidence.AddSnapshot(Day("2024-01-01"), "1103", "Stavanger by");
        Assert.Equal(["Røros 2010-01-01 2023-01-01", "Røros – Rossen 2023-01-01 open"], Resolved("5025"));
        Assert.Equal(["Stavanger by 2010-01-01 open"], Resolved("1103"));
    }

    [Fact]
    public void A_name_of_the_day_the_dated_evidence_began_is_no_correction()
    {
        evidence.AddCovered(Day("2010-01-01"), null);
        evidence.AddDated("01", "A", Day("2010-01-01"), null);
        evidence.AddDated("02", "B", Day("2012-01-01"), null);
        evidence.AddSnapshot(Day("2010-01-01"), "01", "a");
        evidence.AddSnapshot(Day("2012-01-01"), "02", "b");
        Assert.Equal(["A 2010-01-01 open"], Resolved("01"));
        Assert.Equal(["b 2012-01-01 open"], Resolved("02"));
    }

    [Fact]
    public void A_name_after_a_change_that_dated_evidence_does_not_know_is_no_correction()
    {
        evidence.AddCovered(Day("2010-01-01"), null);
        evidence.AddDated("01", "A", Day("2010-01-01"), null);
        evidence.AddChange(Day("2020-01-01"), "01", "01", "B");
        evidence.AddSnapshot(Day("2024-01-01"), "01", "B");
        Assert.Equal(["A 2010-01-01 open"], Resolved("01"));
    }

    [Fact]
    public void Snapshots_between_which_changes_tell_nothing_differ_by_a_correction()
    {
        evidence.AddSnapshot(Day("2010-01-01"), "01", "A");
        evidence.AddSnapshot(Day("2019-01-01"), "01", "A - Á");
        evidence.AddSnapshot(Day("2022-01-01"), "01", "Á - A");
        evidence.AddSnapshot(Day("2022-01-01"), "02", "B");
        evidence.AddSnapshot(Day("2024-01-01"), "02", "B - Á");
        evidence.AddChange(Day("2023-01-01"), "02", "02", "B - Aa");
        evidence.AddChangesCovered(Day("2018-01-01"), Day("2025-01-01"));
        Assert.Equal(["A 2010-01-01 2019-01-01", "Á - A 2019-01-01 2024-01-01"], Resolved("01"));
        Assert.Equal(["B 2022-01-01 2023-01-01", "B - Á 2023-01-01 open"], Resolved("02"));
    }

    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public void Of_two_dated_names_for_one_time_the_order_of_files_does_not_decide(string first, string second)
    {
        evidence.AddDated("01", first, Day("2018-01-01"), Day("2020-01-01"));
        evidence.AddDated("01", second, Day("2018-01-01"), Day("2020-01-01"));
        Assert.Equal(["B 2018-01-01 2020-01-01"], Resolved("01"));
    }

    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    public void Of_two_names_that_changes_give_on_one_day_the_order_of_files_does_not_decide(string first, string second)
    {
        evidence.AddChange(Day("2020-01-01"), "02", "01", first);
        evidence.AddChange(Day("2020-01-01"), "03", "01", second);
        Assert.Equal(["B 2020-01-01 open"], Resolved("01"));
    }

    [Fact]
    public void What_a_code_leads_to_is_never_corrected()
    {
        var county = new Evidence();
        county.AddCovered(Day("2010-01-01"), null);
        county.AddDated("0301", "03", Day("2010-01-01"), null);
        county.AddSnapshot(Day("2024-01-01"), "0301", "04");
        Assert.Equal(["03 2010-01-01 open"], Texts(county.Resolve().Of("0301")));
    }

    [Fact]
    public void Changes_end_begin_and_rename()
    {
        evidence.AddSnapshot(Day("2010-01-01"), "1901", "Harstad");
        evidence.AddSnapshot(Day("2010-01-01"), "5025", "Røros");
        evidence.AddSnapshot(Day("2010-01-01"), "1103", "Stavanger");
        evidence.AddSnapshot(Day("2010-01-01"), "1141", "Finnøy");
        evidence.AddChange(Day("2013-01-01"), "1901", "1903", "Harstad");
        evidence.AddChange(Day("2020-01-01"), "1903", "5402", "Harstad - Hárstták");
        evidence.AddChange(Day("2023-01-01"), "5025", "5025", "Røros - Rosse");
        evidence.AddChange(Day("2020-01-01"), "1141", "1103", "Stavanger");
        evidence.AddChange(Day("2020-01-01"), "1103", "1103", "Stavanger");
        Assert.Equal(["Harstad 2010-01-01 2013-01-01"], Resolved("1901"));
        Assert.Equal(["Harstad 2013-01-01 2020-01-01"], Resolved("1903"));
        Assert.Equal(["Harstad - Hárstták 2020-01-01 open"], Resolved("5402"));
        Assert.Equal(["Røros 2010-01-01 2023-01-01", "Røros - Rosse 2023-01-01 open"], Resolved("5025"));
        Assert.Equal(["Stavanger 2010-01-01 open"], Resolved("1103"));
        Assert.Equal(["Finnøy 2010-01-01 2020-01-01"], Resolved("1141"));
    }

    [Fact]
    public void A_code_may_cease_and_come_again()
    {
        evidence.AddCovered(Day("1960-01-01"), null);
        evidence.AddDated("1806", "Narvik", Day("2020-01-01"), null);
        evidence.AddDated("1806", "Svolvær", Day("1960-01-01"), Day("1964-01-01"));
        Assert.Equal(["Svolvær 1960-01-01 1964-01-01", "Narvik 2020-01-01 open"], Resolved("1806"));
    }

    [Fact]
    public void Slices_cover_all_the_time_asked_for()
    {
        evidence.AddCovered(Day("1960-01-01"), null);
        evidence.AddDated("1806", "Svolvær", Day("1960-01-01"), Day("1964-01-01"));
        evidence.AddDated("1806", "Narvik", Day("2020-01-01"), null);
        var spells = evidence.Resolve();
        Assert.Equal([" 1950-01-01 1960-01-01", "Svolvær 1960-01-01 1964-01-01", " 1964-01-01 2020-01-01", "Narvik 2020-01-01 open"], Texts(spells.Slices("1806", Day("1950-01-01"), null)));
        Assert.Equal(["Svolvær 1962-01-01 1963-01-01"], Texts(spells.Slices("1806", Day("1962-01-01"), Day("1963-01-01"))));
        Assert.Equal(["Svolvær 1960-01-01 1964-01-01"], Texts(spells.Slices("1806", Day("1960-01-01"), Day("1964-01-01"))));
        Assert.Equal([" 1970-01-01 1980-01-01"], Texts(spells.Slices("1806", Day("1970-01-01"), Day("1980-01-01"))));
        Assert.Equal([" 1970-01-01 open"], Texts(spells.Slices("9999", Day("1970-01-01"), null)));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Texts(IEnumerable<Spell> spells)
        => spells.Select(s => $"{s.Value} {s.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {s.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "open"}");

    private IEnumerable<string> Resolved(string code) => Texts(evidence.Resolve().Of(code));
}
