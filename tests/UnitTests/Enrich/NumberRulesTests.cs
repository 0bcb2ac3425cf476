using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;

namespace PersonEtl.UnitTests.Enrich;

public sealed class NumberRulesTests
{
    private static readonly int[] FirstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    private static readonly int[] SecondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

    /// <summary>Skatteetaten's test vectors of the numbers of 2032, then its two worked examples; <c>synthetic</c> is theirs.</summary>
    [Theory]
    [InlineData("30108299939", "real", "valid-2032")]
    [InlineData("30908299902", "tenor", "valid-2032")]
    [InlineData("20036914700", "real", "valid")]
    [InlineData("03851598730", "tenor", "valid")]
    [InlineData("20036914712", "real", "invalid-digits")]
    [InlineData("29020073150", "real", "valid")]
    [InlineData("29020105729", "real", "invalid-date")]
    [InlineData("55102499947", "real", "valid-2032")]
    [InlineData("41819077906", "tenor", "valid-2032")]
    [InlineData("41819077302", "tenor", "valid")]
    [InlineData("02013299997", "real", "valid")]
    [InlineData("30108299920", "real", "valid")]
    public void The_published_numbers_are_judged_as_published(string number, string series, string check) => Assert.Equal((series, check), Judge(number));

    [Theory]
    [InlineData("13926298253")]
    [InlineData("69914600685")]
    [InlineData("02851798067")]
    public void Numbers_of_skatteetatens_test_population_are_valid_tenor_numbers(string number) => Assert.Equal(("tenor", "valid"), Judge(number));

    [Theory]
    [InlineData("010190", "real", "valid")]
    [InlineData("710190", "real", "valid")]
    [InlineData("014190", "nav", "valid")]
    [InlineData("415290", "nav", "valid")]
    [InlineData("016690", "nhn", "valid")]
    [InlineData("717790", "nhn", "valid")]
    [InlineData("018190", "tenor", "valid")]
    [InlineData("319290", "tenor", "valid")]
    [InlineData("810000", "help-number", "valid")]
    [InlineData("999999", "help-number", "valid")]
    [InlineData("010090", "unknown", "invalid-date")]
    [InlineData("011390", "unknown", "invalid-date")]
    [InlineData("014090", "unknown", "invalid-date")]
    [InlineData("015390", "unknown", "invalid-date")]
    [InlineData("016590", "unknown", "invalid-date")]
    [InlineData("017890", "unknown", "invalid-date")]
    [InlineData("018090", "unknown", "invalid-date")]
    [InlineData("019390", "unknown", "invalid-date")]
    [InlineData("000190", "real", "invalid-date")]
    [InlineData("320190", "real", "invalid-date")]
    [InlineData("400190", "real", "invalid-date")]
    [InlineData("720190", "real", "invalid-date")]
    [InlineData("310490", "real", "invalid-date")]
    [InlineData("298204", "tenor", "valid")]
    [InlineData("298200", "tenor", "valid")]
    [InlineData("298203", "tenor", "invalid-date")]
    [InlineData("694203", "nav", "invalid-date")]
    public void Day_and_month_are_those_of_the_series(string start, string series, string check)
        => Assert.Equal((series, check), Judge(WithCheckDigits(start, firstRemainder: 0)));

    [Property]
    public Property A_valid_number_with_one_digit_changed_is_never_valid()
        => Prop.ForAll(Numbers(0).Generator.Zip(Gen.Choose(0, 10)).Zip(Gen.Choose(1, 9)).ToArbitrary(), t =>
        {
            var ((number, place), more) = t;
            var changed = number.ToCharArray();
            changed[place] = (char)('0' + ((changed[place] - '0' + more) % 10));
            return Judge(number).Check == "valid" && Judge(new string(changed)).Check != "valid";
        });

    [Property]
    public Property Every_valid_number_is_recognised_in_its_series_and_scheme()
        => Prop.ForAll(Gen.Choose(0, 3).SelectMany(r => Numbers(r).Generator.Select(n => (n, r))).ToArbitrary(), t =>
        {
            var month = int.Parse(t.n[2..4], CultureInfo.InvariantCulture);
            var series = t.n[0] >= '8' ? "help-number" : month > 80 ? "tenor" : month > 65 ? "nhn" : month > 40 ? "nav" : "real";
            return Judge(t.n) == (series, t.r == 0 ? "valid" : "valid-2032");
        });

    [Fact]
    public void The_synthetic_norways_own_numbers_are_valid_tenor_numbers()
    {
        var numbers = new IdentityNumbers(4, 1000, new(2026, 11, 3));
        for (var day = new DateOnly(1906, 1, 1); day < new DateOnly(2026, 1, 1); day = day.AddDays(37))
        {
            Assert.Equal(("tenor", "valid"), Judge(numbers.Number(day, 0, dNumber: false)));
            Assert.Equal(("tenor", "valid"), Judge(numbers.Number(day, 0, dNumber: true)));
        }
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 1_018_012_345UL; number < 1_018_013_345; number++) NumberRules.Judge(number);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Numbers of every series, and D-numbers of each, whose first check digit leaves this remainder.</summary>
    private static Arbitrary<string> Numbers(int firstRemainder)
    {
        var dated =
            from day in Gen.Choose(0, 36_524).Select(d => new DateOnly(2000, 1, 1).AddDays(d))
            from shift in Gen.Elements(0, 40, 65, 80)
            from dNumber in Gen.Elements(0, 40)
            select string.Create(CultureInfo.InvariantCulture, $"{day.Day + dNumber:00}{day.Month + shift:00}{day.Year % 100:00}");
        var help = Gen.Choose(800_000, 999_999).Select(n => n.ToString(CultureInfo.InvariantCulture));
        return Gen.Frequency((4, dated), (1, help)).Select(start => WithCheckDigits(start, firstRemainder)).ToArbitrary();
    }

    /// <summary>The first number with this start that has check digits at all: one in six has none.</summary>
    private static string WithCheckDigits(string start, int firstRemainder)
    {
        for (var individual = 0; individual < 1000; individual++)
        {
            var nine = start + individual.ToString("000", CultureInfo.InvariantCulture);
            var first = (11 + firstRemainder - Sum(nine, FirstWeights)) % 11;
            var second = (11 - Sum(nine + (first % 10), SecondWeights)) % 11;
            if (first < 10 && second < 10) return string.Create(CultureInfo.InvariantCulture, $"{nine}{first}{second}");
        }
        throw new InvalidOperationException("No number begins so.");

        static int Sum(string digits, int[] weights) => digits.Select((d, i) => (d - '0') * weights[i]).Sum() % 11;
    }

    private static (string Series, string Check) Judge(string number)
    {
        Assert.True(PersonNumber.TryPack(System.Text.Encoding.ASCII.GetBytes(number), out var packed));
        var (series, check) = NumberRules.Judge(packed);
        return (Terms.Of(series).ToString(), Terms.Of(check).ToString());
    }
}
