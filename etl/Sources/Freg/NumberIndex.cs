using System.Numerics;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>
/// Which document of a delivery each number belongs to: the one where it is in use, before one that holds it as history of a number in use,
/// before one without any number in use; of equal claims the later document's. Packed open addressing, 16 bytes a slot.
/// </summary>
internal sealed class NumberIndex
{
    private ulong[] numbers = new ulong[1 << 12];
    private long[] claims = new long[1 << 12];
    private int count;

    public int Count => count;

    /// <summary>Puts in a document's claim to a number. One caller at a time.</summary>
    public void Claim(ulong number, NumberClaim strength, long position)
    {
        if (count * 3L > numbers.LongLength * 2) Grow();
        var slot = SlotOf(number);
        var claim = Pack(strength, position);
        if (numbers[slot] == 0)
        {
            numbers[slot] = number;
            count++;
        }
        else if (claim < claims[slot])
        {
            return;
        }
        claims[slot] = claim;
    }

    /// <summary>Whether a number is that of the document at this position.</summary>
    public bool Belongs(ulong number, long position)
    {
        var slot = SlotOf(number);
        return numbers[slot] == number && (claims[slot] & PositionMask) == position;
    }

    /// <summary>Whether all numbers of an unreadable document are those of other documents, which tell of its person.</summary>
    public bool Replaces(UnreadDocument document) => document.Numbers.Count > 0 && document.Numbers.All(n => Contains(n) && !Belongs(n, document.Position));

    public bool Contains(ulong number) => numbers[SlotOf(number)] == number;

    private const int StrengthShift = 60;
    private const long PositionMask = (1L << StrengthShift) - 1;

    private static long Pack(NumberClaim strength, long position) => ((long)strength << StrengthShift) | position;

    private int SlotOf(ulong number)
    {
        var slot = (int)((number * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)numbers.Length)));
        while (numbers[slot] != 0 && numbers[slot] != number) slot = (slot + 1) & (numbers.Length - 1);
        return slot;
    }

    private void Grow()
    {
        var (oldNumbers, oldClaims) = (numbers, claims);
        numbers = new ulong[oldNumbers.Length * 2];
        claims = new long[oldNumbers.Length * 2];
        for (var i = 0; i < oldNumbers.Length; i++)
        {
            if (oldNumbers[i] == 0) continue;
            var slot = SlotOf(oldNumbers[i]);
            (numbers[slot], claims[slot]) = (oldNumbers[i], oldClaims[i]);
        }
    }
}
