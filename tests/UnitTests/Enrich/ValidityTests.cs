using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using static PersonEtl.UnitTests.Enrich.SmallGeography;

namespace PersonEtl.UnitTests.Enrich;

public sealed class ValidityTests
{
    [Fact]
    public void A_row_ends_where_the_next_begins_in_whatever_order_they_stand()
    {
        var rows = new List<Address> { Row("2020-05-01", "2020-05-03"), Row("2010-01-01", "2010-01-02"), Row("2015-06-01", "2015-06-02") };
        Validity.Apply(rows);
        Assert.Equal(["1: 2020-05-01 -", "2: 2010-01-01 2015-06-01", "3: 2015-06-01 2020-05-01"], rows.Select(Told));
    }

    [Fact]
    public void Of_rows_with_one_start_the_later_registered_holds_and_the_other_is_empty()
    {
        var rows = new List<Address> { Row("2022-03-23", "2024-01-16"), Row("2022-03-23", "2022-03-23"), Row("2019-01-01", "2019-01-01") };
        Validity.Apply(rows);
        Assert.Equal(["1: 2022-03-23 -", "2: 2022-03-23 2022-03-23", "3: 2019-01-01 2022-03-23"], rows.Select(Told));
    }

    [Fact]
    public void A_row_that_ended_with_a_gap_after_it_keeps_its_end()
    {
        var rows = new List<Address> { Row("2020-01-01", "2020-01-01"), Row("2010-01-01", "2010-01-01", ended: "2012-02-02"), Row(null, "2010-01-01"), Row("2005-01-01", "2005-01-01", ended: "2011-01-01") };
        Validity.Apply(rows);
        Assert.Equal(["1: 2020-01-01 -", "2: 2010-01-01 2012-02-02", "3: - -", "4: 2005-01-01 2010-01-01"], rows.Select(Told));
    }

    [Fact]
    public void Kinds_are_numbered_and_ended_each_by_itself()
    {
        var rows = new List<Address> { Row("2020-01-01", null), Row("2010-01-01", null), Row("2015-01-01", null, kind: AddressKind.Present) };
        Validity.Apply(rows);
        Assert.Equal(["1: 2020-01-01 -", "2: 2010-01-01 2020-01-01", "1: 2015-01-01 -"], rows.Select(Told));
    }

    [Fact]
    public void Rows_never_overlap_and_never_end_before_they_begin()
    {
        var random = new Random(4);
        for (var round = 0; round < 500; round++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 7)).Select(_ => Row(Day(), Day(), ended: random.Next(3) == 0 ? Day() : null)).ToList();
            Validity.Apply(rows);
            Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(r => r.VersionNumber));
            var held = rows.Where(r => r.EndsOn != r.ValidFromDate).OrderBy(r => r.ValidFromDate).ToList();
            Assert.All(rows, r => Assert.True(r.EndsOn is not { } end || end >= r.ValidFromDate));
            Assert.All(held.Zip(held.Skip(1)), pair => Assert.True(pair.First.EndsOn <= pair.Second.ValidFromDate));
        }

        string Day() => new DateOnly(2020, 1, 1).AddDays(random.Next(6)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Address Row(string? from, string? registered, string? ended = null, AddressKind kind = AddressKind.Residential) => new()
    {
        Kind = kind,
        ValidFrom = from is null ? null : At(from),
        RegisteredAt = registered is null ? null : At(registered),
        ValidTo = ended is null ? null : At(ended),
    };

    private static string Told(Address row) => $"{row.VersionNumber}: {Day(row.ValidFromDate)} {Day(row.EndsOn)}";

    private static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
