namespace PersonEtl.Etl.World;

/// <summary>
/// A small random number generator (SplitMix64) named by seed, subject and index, so that anything in the world can be derived
/// alone, in any order and on any core.
/// </summary>
internal sealed class Dice(long seed, DiceSubject subject, long index)
{
    private ulong state = Mix(Mix((ulong)seed + ((ulong)subject * 0x9E3779B97F4A7C15)) ^ ((ulong)index * 0xD1B54A32D192ED03));

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        return Mix(state);
    }

    /// <summary>0 … bound - 1.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Both ends included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>Both ends included; <paramref name="from"/> where the range is empty.</summary>
    public DateOnly Between(DateOnly from, DateOnly to) => to <= from ? from : from.AddDays(Below(to.DayNumber - from.DayNumber + 1));

    public bool PerMille(int thousandths) => Below(1000) < thousandths;

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
