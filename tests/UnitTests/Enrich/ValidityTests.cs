using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
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

    [Theory]
    [InlineData("2024-03-30T23:00:00Z", "2024-03-31")]
    [InlineData("2024-03-31T21:59:59Z", "2024-03-31")]
    [InlineData("2024-03-31T22:00:00Z", "2024-04-01")]
    [InlineData("2024-10-26T22:00:00Z", "2024-10-27")]
    [InlineData("2024-10-27T22:59:59Z", "2024-10-27")]
    [InlineData("2024-10-27T23:00:00Z", "2024-10-28")]
    [InlineData("2024-12-31T23:00:00+00:00", "2025-01-01")]
    [InlineData("1945-01-01T00:00:00+01:00", "1945-01-01")]
    public void A_row_begins_on_the_day_it_was_in_norway_and_the_one_before_ends_there(string from, string day)
    {
        var rows = new List<Address> { new() { ValidFrom = Moment(from), IsValid = true }, Row("1940-01-01", null) };
        Validity.Apply(rows);
        Assert.Equal([$"1: {day} -", $"2: 1940-01-01 {day}"], rows.Select(Told));
    }

    [Fact]
    public void A_row_that_was_reported_late_as_ended_ended_when_it_did()
    {
        var rows = new List<Address> { Row("2019-05-05", "2025-08-28", ended: "2025-04-27", valid: false) };
        Validity.Apply(rows);
        Assert.Equal(["1: 2019-05-05 2025-04-27"], rows.Select(Told));
    }

    [Fact]
    public void A_row_that_ended_before_it_began_is_empty()
    {
        var rows = new List<Address> { Row("2019-05-05", "2020-01-01", ended: "2018-01-01", valid: false) };
        Validity.Apply(rows);
        Assert.Equal(["1: 2019-05-05 2019-05-05"], rows.Select(Told));
    }

    [Fact]
    public void A_row_that_holds_is_not_ended_by_an_older_one_that_began_later()
    {
        var rows = new List<Address>
        {
            Row("2010-01-01", "2024-01-01", valid: true), Row("2015-01-01", "2015-01-01", valid: false), Row("2005-01-01", "2005-01-01", valid: false),
        };
        Validity.Apply(rows);
        Assert.Equal(["1: 2010-01-01 -", "2: 2015-01-01 2015-01-01", "3: 2005-01-01 2010-01-01"], rows.Select(Told));
    }

    [Fact]
    public void A_correction_at_midnight_holds_against_a_move_in_the_afternoon_of_that_day()
    {
        var rows = new List<Address>
        {
            new() { ValidFrom = Moment("2022-03-23T00:00:00+01:00"), RegisteredAt = Moment("2024-01-16T00:00:00Z"), IsValid = true },
            new() { ValidFrom = Moment("2022-03-23T14:41:28.711+01:00"), RegisteredAt = Moment("2022-03-23T14:41:30Z"), IsValid = false },
        };
        Validity.Apply(rows);
        Assert.Equal(["1: 2022-03-23 -", "2: 2022-03-23 2022-03-23"], rows.Select(Told));
    }

    [Property(MaxTest = 500)]
    public Property Rows_of_one_kind_never_overlap()
        => Prop.ForAll(Documents, rows => Applied(rows).Where(r => r.ValidFromDate is not null).GroupBy(r => r.Kind).All(kind =>
        {
            var held = kind.Where(r => r.EndsOn != r.ValidFromDate).OrderBy(r => r.ValidFromDate).ToList();
            return held.Zip(held.Skip(1)).All(pair => pair.First.EndsOn <= pair.Second.ValidFromDate);
        }));

    [Property(MaxTest = 500)]
    public Property No_row_ends_before_it_begins() => Prop.ForAll(Documents, rows => Applied(rows).TrueForAll(r => r.EndsOn is not { } end || r.ValidFromDate is not { } from || end >= from));

    [Property(MaxTest = 500)]
    public Property Intervals_do_not_depend_on_the_order_of_rows()
        => Prop.ForAll(Documents, rows => Intervals(Applied(rows)).SequenceEqual(Intervals(Applied([.. rows.OrderBy(r => r.Seed)]))));

    [Property(MaxTest = 500)]
    public Property A_row_that_holds_is_ended_by_itself_or_by_one_that_holds_and_is_not_older()
        => Prop.ForAll(Documents, rows =>
        {
            var all = Applied(rows);
            return all.Where(r => r.IsCurrent && r.EndsOn is not null && r.EndsOn != r.ValidTo?.NorwegianDate()).All(r => all.Exists(other =>
                other != r && other.Kind == r.Kind && other.IsCurrent && other.ValidFromDate == r.EndsOn && other.ValidFrom >= r.ValidFrom
                    && (other.ValidFrom > r.ValidFrom || Nullable.Compare(other.RegisteredAt, r.RegisteredAt) >= 0))
                || r.ValidTo?.NorwegianDate() < r.ValidFromDate);
        });

    [Property(MaxTest = 500)]
    public Property A_row_with_a_start_and_nothing_after_it_ends_only_where_the_register_says()
        => Prop.ForAll(Documents, rows =>
        {
            var all = Applied(rows);
            return all.Where(r => r.ValidFromDate is not null && r.ValidTo is null && !all.Exists(other => other != r && other.Kind == r.Kind && other.ValidFrom is not null && (other.ValidFrom >= r.ValidFrom || other.IsCurrent)))
                .All(r => r.EndsOn is null);
        });

    /// <summary>Rows of two kinds on a few days, so that ties, gaps, missing dates and ends before starts are common; <c>Seed</c> gives another order.</summary>
    private static Arbitrary<GeneratedRow[]> Documents { get; } = Gen.ArrayOf(
        from kind in Gen.Elements(AddressKind.Residential, AddressKind.Present)
        from isValid in Gen.Elements<bool?>(true, false, false, null)
        from validFrom in Moments(missing: 1)
        from registeredAt in Moments(missing: 1)
        from validTo in Moments(missing: 8)
        from seed in Gen.Choose(0, 1_000_000)
        select new GeneratedRow(kind, isValid, validFrom, registeredAt, validTo, seed)).ToArbitrary();

    private static Gen<Instant?> Moments(int missing)
        => Gen.Frequency(
            (missing, Gen.Constant<Instant?>(null)),
            (8, from day in Gen.Choose(0, 5) from hour in Gen.Elements(0, 0, 0, 15) select (Instant?)Instant.From(new DateTimeOffset(2024, 3, 28, 23, 0, 0, TimeSpan.Zero).AddDays(day).AddHours(hour))));

    private static List<Address> Applied(GeneratedRow[] rows)
    {
        var addresses = rows.Select(r => new Address { Kind = r.Kind, IsValid = r.IsValid, ValidFrom = r.ValidFrom, RegisteredAt = r.RegisteredAt, ValidTo = r.ValidTo }).ToList();
        Validity.Apply(addresses);
        return addresses;
    }

    private static IEnumerable<string> Intervals(List<Address> rows)
        => rows.Select(r => $"{r.Kind} {r.IsCurrent} {r.ValidFrom} {r.RegisteredAt} {r.ValidTo}: {Day(r.ValidFromDate)} {Day(r.EndsOn)}").Order(StringComparer.Ordinal);

    private sealed record GeneratedRow(AddressKind Kind, bool? IsValid, Instant? ValidFrom, Instant? RegisteredAt, Instant? ValidTo, int Seed);

    private static Instant Moment(string text) => Instant.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private static Address Row(string? from, string? registered, string? ended = null, AddressKind kind = AddressKind.Residential, bool? valid = null) => new()
    {
        Kind = kind,
        IsValid = valid,
        ValidFrom = from is null ? null : At(from),
        RegisteredAt = registered is null ? null : At(registered),
        ValidTo = ended is null ? null : At(ended),
    };

    private static string Told(Address row) => $"{row.VersionNumber}: {Day(row.ValidFromDate)} {Day(row.EndsOn)}";

    private static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
