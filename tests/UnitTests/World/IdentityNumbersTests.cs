using PersonEtl.Etl.World.People;

namespace PersonEtl.UnitTests.World;

public sealed class IdentityNumbersTests
{
    private static readonly int[] First = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    private static readonly int[] Second = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

    [Theory]
    [InlineData("200369147", 0)]
    [InlineData("038515987", 30)]
    [InlineData("290200731", 50)]
    [InlineData("418190773", 2)]
    public void Check_digits_are_those_of_the_tax_administrations_test_vectors(string nine, int expected)
        => Assert.Equal(expected, CheckDigits.Of([.. nine.Select(c => (byte)(c - '0'))]));

    [Fact]
    public void All_numbers_of_a_day_differ_and_are_valid()
    {
        var numbers = new IdentityNumbers(4, 1000, new(2026, 11, 3));
        foreach (var born in new[] { new DateOnly(1950, 2, 28), new(2000, 2, 29), new(2011, 12, 31) })
        {
            var all = Enumerable.Range(0, 300).SelectMany(place => new[] { numbers.Number(born, place, dNumber: false), numbers.Number(born, place, dNumber: true) }).ToList();
            Assert.Equal(600, all.Distinct().Count());
            Assert.All(all, n => Assert.True(IsValid(n)));
            Assert.All(all, n => Assert.Equal(born.Month + 80, int.Parse(n[2..4], System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Every_place_lies_on_one_day()
    {
        var numbers = new IdentityNumbers(4, 777, new(2026, 11, 3));
        var places = Enumerable.Range(0, 777).Select(numbers.Find).ToList();
        Assert.Equal(777, places.Distinct().Count());
        Assert.All(places, p => Assert.InRange(p.Place, 0, numbers.PlacesOn(p.Born) - 1));
    }

    [Fact]
    public void A_day_of_the_largest_world_has_numbers_enough()
    {
        var numbers = new IdentityNumbers(1, Etl.World.WorldOptions.MostPersons, new(2026, 11, 3));
        // forty former numbers and forty unknown to FREG come on top
        foreach (var born in new[] { new DateOnly(1970, 6, 15), new(2005, 6, 15) }) Assert.True(IsValid(numbers.Number(born, numbers.PlacesOn(born) + 79, dNumber: false)));
    }

    internal static bool IsValid(string number) => Remainder(number, First) == 0 && Remainder(number, Second) == 0;

    private static int Remainder(string number, int[] weights) => weights.Select((w, i) => w * (number[i] - '0')).Sum() % 11;
}
