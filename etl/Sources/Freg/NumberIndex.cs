using System.Numerics;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Freg;

/// <summary>
/// Which document of a chain each number belongs to. Claims come from the newest delivery to the oldest, and a newer delivery's counts, but for a
/// discontinued document's against an older survivor's. Of one delivery: in use in one and discontinued in the other: the one whose row was registered last,
/// or the one in use where that doesn't tell. Discontinued in both: the one that has another number in use. Else the later document.
/// Packed open addressing, 16 bytes a slot: a number and the minute of its registration, the claim and the document's position.
/// </summary>
internal sealed class NumberIndex
{
    private ulong[] numbers = new ulong[1 << 12];
    private long[] claims = new long[1 << 12];
    private int count;

    public int Count => count;

    /// <summary>Every number that a document claims, packed.</summary>
    public IEnumerable<ulong> Numbers => numbers.Where(n => n != 0).Select(n => n & NumberMask);

    /// <summary>Those of them whose document has none in use.</summary>
    public IEnumerable<ulong> OfDiscontinued => Enumerable.Range(0, numbers.Length).Where(slot => numbers[slot] != 0 && ClaimAt(slot) == NumberClaim.OfDiscontinued).Select(slot => numbers[slot] & NumberMask);

    /// <summary>Puts in a document's claim to a number; documents of a delivery come in their order. One caller at a time.</summary>
    /// <param name="number">The number.</param>
    /// <param name="claim">How the document has it.</param>
    /// <param name="position">The document's.</param>
    /// <param name="registeredAt">When the register took it in.</param>
    /// <param name="newerFrom">Where newer deliveries begin.</param>
    public void Claim(ulong number, NumberClaim claim, long position, Instant? registeredAt = null, long newerFrom = long.MaxValue)
    {
        if (count * 3L > numbers.LongLength * 2) Grow();
        var slot = SlotOf(number);
        var minute = MinuteOf(registeredAt);
        var isNewer = IsOfNewer(slot, newerFrom);
        if (numbers[slot] == 0) count++;
        else if (!(isNewer ? WinsOverNewer(claim, slot, newerFrom) : Wins(claim, minute, position, slot))) return;
        numbers[slot] = number | ((ulong)minute << MinuteShift);
        claims[slot] = ((long)claim << ClaimShift) | position | (isNewer ? NewerMark : 0);
    }

    /// <summary>Whether a document of a newer delivery claimed the number.</summary>
    public bool IsOfNewer(ulong number, long newerFrom) => IsOfNewer(SlotOf(number), newerFrom);

    /// <summary>Whether a number is that of the document at this position.</summary>
    public bool Belongs(ulong number, long position)
    {
        var slot = SlotOf(number);
        return numbers[slot] != 0 && (claims[slot] & PositionMask) == position;
    }

    /// <summary>Whether all numbers of an unreadable document are those of other documents, which tell of its person.</summary>
    public bool Replaces(UnreadDocument document) => document.Numbers.Count > 0 && document.Numbers.All(n => Contains(n) && !Belongs(n, document.Position));

    /// <summary>
    /// Marks those of a person's numbers that belong to another document, and takes away what the document says of their use.
    /// False when the person goes by none of its own: the whole document is merged into others.
    /// </summary>
    public bool MarkOwn(Person person)
    {
        foreach (var identifier in person.Identifiers) identifier.IsOfAnother = !Belongs(identifier.PackedNumber, person.Position);
        person.ChooseNumber();
        person.Identifiers.RemoveAll(i => i.IsOfAnother && i.InUse);
        return person.CurrentIdentifier is not null;
    }

    public bool Contains(ulong number) => numbers[SlotOf(number)] != 0;

    /// <summary>Whether the document that a number belongs to goes by it, or may: it has it in use, or has none in use.</summary>
    public bool Leads(ulong number)
    {
        var slot = SlotOf(number);
        return numbers[slot] != 0 && ClaimAt(slot) is NumberClaim.InUse or NumberClaim.OfDiscontinued;
    }

    private const int ClaimShift = 60;
    private const long ClaimMask = 3;
    private const long PositionMask = (1L << ClaimShift) - 1;

    /// <summary>The number was claimed by a newer delivery, too, than the document's that has it.</summary>
    private const long NewerMark = 1L << 62;

    /// <summary>Eleven digits take 37 bits; what is left holds 255 years of minutes.</summary>
    private const int MinuteShift = 37;
    private const ulong NumberMask = (1UL << MinuteShift) - 1;
    private const long LastMinute = (1L << (64 - MinuteShift)) - 1;
    private const long MinutesFrom1900To2000 = 36_524L * 24 * 60;

    /// <summary>Minutes from 1900; 0 when it isn't known.</summary>
    private static long MinuteOf(Instant? registeredAt)
        => registeredAt is { } at ? Math.Clamp((at.Microseconds / 60_000_000) + MinutesFrom1900To2000, 1, LastMinute) : 0;

    private bool Wins(NumberClaim claim, long minute, long position, int slot)
    {
        var (held, heldMinute) = (ClaimAt(slot), (long)(numbers[slot] >> MinuteShift));
        if (claim == held || claim == NumberClaim.Unread || held == NumberClaim.Unread) return position >= (claims[slot] & PositionMask);
        if (claim == NumberClaim.InUse) return !DiscontinuedSince(minute, heldMinute);
        if (held == NumberClaim.InUse) return DiscontinuedSince(heldMinute, minute);
        return claim > held;
    }

    private bool IsOfNewer(int slot, long newerFrom) => numbers[slot] != 0 && ((claims[slot] & PositionMask) >= newerFrom || (claims[slot] & NewerMark) != 0);

    /// <summary>A discontinued person's own document doesn't take its number back from the one that has it as history.</summary>
    private bool WinsOverNewer(NumberClaim claim, int slot, long newerFrom)
        => claim == NumberClaim.Earlier && (ClaimAt(slot) == NumberClaim.OfDiscontinued || (claims[slot] & PositionMask) < newerFrom);

    private static bool DiscontinuedSince(long inUse, long discontinued) => inUse > 0 && discontinued > inUse;

    private NumberClaim ClaimAt(int slot) => (NumberClaim)((claims[slot] >> ClaimShift) & ClaimMask);

    private int SlotOf(ulong number)
    {
        var slot = (int)((number * 0x9E3779B97F4A7C15) >> (64 - BitOperations.Log2((uint)numbers.Length)));
        while (numbers[slot] != 0 && (numbers[slot] & NumberMask) != number) slot = (slot + 1) & (numbers.Length - 1);
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
            var slot = SlotOf(oldNumbers[i] & NumberMask);
            (numbers[slot], claims[slot]) = (oldNumbers[i], oldClaims[i]);
        }
    }
}
