using PersonEtl.Etl.Enrich;

namespace PersonEtl.UnitTests.Enrich;

/// <summary>
/// A made history of codes over pieces of land, where it is known of every piece which code it lies under each year: three bytes make a year's event.
/// Codes are few, so they are used again; some events are not told.
/// </summary>
internal sealed class CodeHistory
{
    public const int Lost = 0;
    private const int Pieces = 8;
    private const int Codes = 6;
    private readonly List<int[]> years = [[1, 1, 1, 2, 2, 3, 3, 3]];
    private readonly List<Dictionary<int, HashSet<int>>> became = [];

    public CodeHistory(byte[] events)
    {
        for (var i = 0; i + 2 < events.Length; i += 3) Happen(events[i], events[i + 1], events[i + 2]);
    }

    public List<CodeChange> Told { get; } = [];

    public int Years => years.Count;

    public static DateOnly Day(int year) => new(2000 + year, 1, 1);

    /// <summary>Each code in use in a year, as half-open times in order.</summary>
    public IEnumerable<(int Code, DateOnly From, DateOnly? To)> Validity()
        => from code in Enumerable.Range(1, Codes)
           from year in Enumerable.Range(0, Years)
           where years[year].Contains(code)
           select (code, Day(year), year + 1 < Years ? Day(year + 1) : (DateOnly?)null);

    public IEnumerable<int> InUse(int year) => years[year].Where(code => code != Lost).Distinct();

    public HashSet<int> PiecesOf(int code, int year) => [.. Enumerable.Range(0, Pieces).Where(piece => years[year][piece] == code)];

    /// <summary>Step by step, and code by code: where a code's area may lie later, with <see cref="Lost"/> for what nothing tells of.</summary>
    public HashSet<int> Follow(int code, int from, int to)
    {
        HashSet<int> now = [code];
        for (var year = from; year < to; year++) now = [.. now.SelectMany(c => became[year].GetValueOrDefault(c, [c]))];
        return now;
    }

    private void Happen(byte kind, byte which, byte how)
    {
        var before = years[^1];
        var after = before.ToArray();
        var inUse = before.Where(c => c != Lost).Distinct().ToArray();
        int[] free = [.. Enumerable.Range(1, Codes).Except(inUse)];
        var (date, happened) = (Day(Years), new List<(int Old, int New)>());
        var (tellSelf, told) = (how % 2 == 0, true);
        if (inUse.Length > 0)
        {
            var one = inUse[which % inUse.Length];
            var other = inUse[(which / 7) % inUse.Length];
            switch (kind % 8)
            {
                case 0 when free.Length > 0: Move(one, free[how % free.Length]); break;
                case 1 when one != other: Move(one, other); happened.Add((other, other)); break;
                case 2 when free.Length > 0 && PiecesOf(one, Years - 1) is { Count: > 1 } part: MoveSome(part.First(), one, free[how % free.Length]); happened.Add((one, one)); break;
                case 3 when free.Length > 1 && PiecesOf(one, Years - 1) is { Count: > 1 } part: Move(one, free[0]); MoveSome(part.First(), one, free[1]); break;
                case 4 when one != other: Move(one, other); MoveBack(before, after, other, one); happened.Add((other, one)); tellSelf = true; break;
                case 5: happened.Add((one, one)); break;
                case 6: Move(one, Lost); break;
                case 7 when free.Length > 0: Move(one, free[how % free.Length]); told = false; break;
                default: break;
            }
        }
        years.Add(after);
        became.Add(happened.GroupBy(h => h.Old).ToDictionary(g => g.Key, g => told ? g.Select(h => h.New).ToHashSet() : [Lost]));
        if (told) Told.AddRange(happened.Where(h => h.Old != h.New || tellSelf).Select(h => new CodeChange(date, h.Old, h.New == Lost ? null : h.New)));

        void Move(int old, int @new)
        {
            for (var piece = 0; piece < Pieces; piece++)
            {
                if (before[piece] == old) after[piece] = @new;
            }
            happened.Add((old, @new));
        }

        void MoveSome(int piece, int old, int @new)
        {
            after[piece] = @new;
            happened.Add((old, @new));
        }
    }

    private static void MoveBack(int[] before, int[] after, int old, int @new)
    {
        for (var piece = 0; piece < Pieces; piece++)
        {
            if (before[piece] == old) after[piece] = @new;
        }
    }
}
