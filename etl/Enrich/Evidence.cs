using System.Globalization;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// What is known of when each code of a classification (or correspondence) had which value. Dated evidence wins over changes,
/// changes over snapshots. A snapshot proves its own day and carries on until dated evidence, a change or the next snapshot ends it;
/// nothing is carried backwards. Names are also corrected in place: where no change says that a code was renamed, its newest name is the name.
/// </summary>
/// <param name="isNames">Whether the values are names, and not codes that a code leads to.</param>
internal sealed class Evidence(bool isNames = false)
{
    private readonly List<(DateOnly From, DateOnly? To)> changesCovered = [];
    private readonly List<(DateOnly From, DateOnly? To)> covered = [];
    private readonly Dictionary<string, List<Spell>> dated = new(StringComparer.Ordinal);
    private readonly Dictionary<DateOnly, Dictionary<string, string>> snapshots = [];
    private readonly List<(DateOnly Date, string? OldCode, string? NewCode, string NewValue)> changes = [];

    private enum Rank
    {
        Snapshot,
        Change,
        Dated,
    }

    /// <summary>Which code became which.</summary>
    public IEnumerable<CodeChange> Changes => changes.Select(c => new CodeChange(c.Date, Number(c.OldCode), Number(c.NewCode)));

    public bool IsEmpty => dated.Count == 0 && snapshots.Count == 0;

    /// <summary>Dated evidence is whole for this time: a code it doesn't name did not exist.</summary>
    public void AddCovered(DateOnly from, DateOnly? to) => covered.Add((from, to));

    /// <summary>Changes are whole for this time: what they don't tell did not happen.</summary>
    public void AddChangesCovered(DateOnly from, DateOnly? to) => changesCovered.Add((from, to));

    public void AddDated(string code, string value, DateOnly from, DateOnly? to)
    {
        if (!dated.TryGetValue(code, out var spells)) dated[code] = spells = [];
        spells.Add(new Spell(value, from, to));
    }

    public void AddSnapshot(DateOnly date, string code, string value)
    {
        if (!snapshots.TryGetValue(date, out var snapshot)) snapshots[date] = snapshot = new(StringComparer.Ordinal);
        if (string.CompareOrdinal(snapshot.GetValueOrDefault(code), value) < 0) snapshot[code] = value;
    }

    /// <summary>From this day the old code is gone, unless it is also a new one, and the new code has this value.</summary>
    public void AddChange(DateOnly date, string? oldCode, string? newCode, string newValue) => changes.Add((date, oldCode, newCode, newValue));

    public Spells Resolve()
    {
        var events = new Dictionary<string, SortedList<DateOnly, (Rank Rank, string? Value)>>(StringComparer.Ordinal);
        var codes = dated.Keys.Concat(snapshots.Values.SelectMany(s => s.Keys)).Concat(changes.Select(c => c.NewCode).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        foreach (var code in codes) events[code] = [];
        foreach (var (code, ofCode) in events)
        {
            foreach (var (date, snapshot) in snapshots) Put(ofCode, date, Rank.Snapshot, snapshot.GetValueOrDefault(code));
        }
        foreach (var change in changes.Where(c => c.OldCode is not null && events.ContainsKey(c.OldCode))) Put(events[change.OldCode!], change.Date, Rank.Change, null);
        foreach (var change in changes.Where(c => c.NewCode is not null)) Put(events[change.NewCode!], change.Date, Rank.Change, change.NewValue);
        return new Spells(events.ToDictionary(e => e.Key, e => Resolve(e.Value, Corrected(e.Key, e.Value)), StringComparer.Ordinal));
    }

    private static int? Number(string? code) => code is null ? null : int.Parse(code, NumberStyles.None, CultureInfo.InvariantCulture);

    // of one rank and day a value beats none: a code that is both old and new goes on; of two values the alphabet decides, not the order of files
    private static void Put(SortedList<DateOnly, (Rank Rank, string? Value)> events, DateOnly date, Rank rank, string? value)
    {
        if (events.TryGetValue(date, out var known) && (known.Rank > rank || (known.Rank == rank && string.CompareOrdinal(known.Value, value) >= 0))) return;
        events[date] = (rank, value);
    }

    /// <summary>The code's dated spells; a snapshot within one, taken after its evidence began, has the name as it was corrected.</summary>
    private List<Spell> Corrected(string code, SortedList<DateOnly, (Rank Rank, string? Value)> events)
    {
        var ofCode = dated.GetValueOrDefault(code, []);
        return [.. (isNames ? ofCode.Select(Correct) : ofCode).OrderBy(s => s.From).ThenBy(s => s.To ?? DateOnly.MaxValue).ThenBy(s => s.Value, StringComparer.Ordinal)];

        Spell Correct(Spell spell)
        {
            var known = spell.Value;
            foreach (var (date, (rank, value)) in events)
            {
                if (!spell.Covers(date)) continue;
                // a rename that the dated evidence doesn't know of is no correction
                if (rank == Rank.Change && date > spell.From && !string.Equals(value, known, StringComparison.Ordinal)) break;
                if (rank == Rank.Snapshot && value is not null && (date > spell.From || covered.Exists(c => c.From < date && Holds(c.From, c.To, date)))) spell = spell with { Value = value };
            }
            return spell;
        }
    }

    /// <summary>A name that a snapshot has otherwise, though changes are whole since the last evidence and tell nothing, was always to be so.</summary>
    private void CorrectNames(SortedList<DateOnly, (Rank Rank, string? Value)> events)
    {
        for (var i = events.Count - 1; i > 0; i--)
        {
            var (from, to) = (events.Keys[i - 1], events.Keys[i]);
            if (events.Values[i] is (Rank.Snapshot, { } name) && events.Values[i - 1] is (Rank.Snapshot or Rank.Change, not null) && changesCovered.Exists(c => c.From <= from && Holds(c.From, c.To, to)))
                events[from] = (events.Values[i - 1].Rank, name);
        }
    }

    private IReadOnlyList<Spell> Resolve(SortedList<DateOnly, (Rank Rank, string? Value)> events, List<Spell> ofCode)
    {
        // a range that was asked for only to a day cuts what goes on, unless that day's snapshot or change says otherwise
        foreach (var spell in ofCode)
        {
            if (spell.To is { } to && covered.Exists(c => c.To == to) && !events.ContainsKey(to)) Put(events, to, Rank.Snapshot, spell.Value);
        }
        foreach (var date in events.Keys.Where(d => covered.Exists(c => Holds(c.From, c.To, d)) || ofCode.Exists(s => s.Covers(d))).ToArray()) events.Remove(date);
        if (isNames) CorrectNames(events);
        foreach (var (from, _) in covered) Put(events, from, Rank.Dated, null);
        foreach (var spell in ofCode) Put(events, spell.From, Rank.Dated, null);

        var spells = new List<Spell>(ofCode);
        for (var i = 0; i < events.Count; i++)
        {
            DateOnly? end = i + 1 < events.Count ? events.Keys[i + 1] : null;
            if (events.Values[i].Value is { } value) spells.Add(new Spell(value, events.Keys[i], end));
        }
        return Join(spells);
    }

    private static bool Holds(DateOnly from, DateOnly? to, DateOnly date) => new Spell(null, from, to).Covers(date);

    /// <summary>Puts spells in order; equal neighbours become one, and a later one ends an earlier.</summary>
    private static List<Spell> Join(List<Spell> spells)
    {
        var joined = new List<Spell>();
        foreach (var spell in spells.OrderBy(s => s.From).ThenBy(s => s.To ?? DateOnly.MaxValue).ThenBy(s => s.Value, StringComparer.Ordinal))
        {
            if (joined.Count > 0 && (joined[^1].To is not { } end || end >= spell.From))
            {
                var last = joined[^1];
                if (string.Equals(last.Value, spell.Value, StringComparison.Ordinal))
                {
                    joined[^1] = last with { To = last.To is null || spell.To is null ? null : last.To > spell.To ? last.To : spell.To };
                    continue;
                }
                if (last.From == spell.From) joined.RemoveAt(joined.Count - 1);
                else joined[^1] = last with { To = spell.From };
            }
            joined.Add(spell);
        }
        return joined;
    }
}
