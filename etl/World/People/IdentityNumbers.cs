using System.Globalization;

namespace PersonEtl.Etl.World.People;

/// <summary>
/// Hands out identity numbers of the synthetic series (month + 80, D-numbers day + 40 too): place <c>n</c> of a day of birth is
/// the n-th number with valid check digits, so uniqueness needs no memory of numbers given.
/// </summary>
internal sealed class IdentityNumbers
{
    private static readonly DateOnly First = new(1905, 1, 1);
    private readonly long seed;
    private readonly int[] upTo;

    /// <summary>Spreads <paramref name="places"/> places over the days up to <paramref name="last"/>.</summary>
    public IdentityNumbers(long seed, int places, DateOnly last)
    {
        this.seed = seed;
        upTo = new int[last.DayNumber - First.DayNumber + 1];
        var weights = new double[upTo.Length];
        for (var d = 0; d < weights.Length; d++)
        {
            var year = First.AddDays(d).Year;
            weights[d] = year < 1925 ? 0.35 : year < 1935 ? 0.85 : 1;
        }
        var (total, sum) = (weights.Sum(), 0d);
        for (var d = 0; d < weights.Length; d++)
        {
            sum += weights[d];
            upTo[d] = (int)Math.Round(places * (sum / total));
        }
        upTo[^1] = places;
    }

    /// <summary>Day of birth and place on it of the n-th place of all.</summary>
    public (DateOnly Born, int Place) Find(int n)
    {
        var day = Array.BinarySearch(upTo, n + 1);
        // several days may end at the same place: the first of them holds it
        if (day < 0) day = ~day;
        while (day > 0 && upTo[day - 1] >= n + 1) day--;
        return (First.AddDays(day), n - (day == 0 ? 0 : upTo[day - 1]));
    }

    /// <summary>How many places a day of birth has.</summary>
    public int PlacesOn(DateOnly born)
    {
        var day = born.DayNumber - First.DayNumber;
        return upTo[day] - (day == 0 ? 0 : upTo[day - 1]);
    }

    /// <summary>The eleven digits; the ninth is even for women.</summary>
    public string Number(DateOnly born, int place, bool dNumber)
    {
        Span<byte> digits = stackalloc byte[9];
        Split(digits, born.Day + (dNumber ? 40 : 0), 0);
        Split(digits, born.Month + 80, 2);
        Split(digits, born.Year % 100, 4);
        var (from, count) = born.Year < 2000 ? (0, 500) : (500, 500);
        var start = (int)(Dice.Mix((ulong)this.seed ^ ((ulong)born.DayNumber * 0x9E3779B97F4A7C15)) % (ulong)count);
        for (var step = 0; step < count; step++)
        {
            var individual = from + ((start + step) % count);
            (digits[6], digits[7], digits[8]) = ((byte)(individual / 100), (byte)(individual / 10 % 10), (byte)(individual % 10));
            var check = CheckDigits.Of(digits);
            if (check < 0 || place-- > 0) continue;
            return string.Create(11, (digits.ToArray(), check), static (text, number) =>
            {
                for (var i = 0; i < 9; i++) text[i] = (char)('0' + number.Item1[i]);
                number.check.TryFormat(text[9..], out _, "00", CultureInfo.InvariantCulture);
            });
        }
        throw new InvalidOperationException("A day of birth has run out of numbers; make the world smaller.");
    }

    private static void Split(Span<byte> digits, int value, int at) => (digits[at], digits[at + 1]) = ((byte)(value / 10), (byte)(value % 10));
}
