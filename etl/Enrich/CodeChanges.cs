using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Enrich;

/// <summary>
/// A classification's codes as a graph through time: which code's area went to which, by KLASS's changes. A code that is used again
/// after a gap is another place, unless changes lead there. Built for one as-of date; immutable; a question allocates nothing.
/// </summary>
internal sealed class CodeChanges
{
    private readonly Dictionary<int, CodePeriod[]> periods;
    private readonly DateOnly asOf;

    /// <param name="validity">When each code was in use: half-open times, by code in order; a gap is a gap.</param>
    /// <param name="changes">In any order, and any of them repeatedly.</param>
    /// <param name="asOf">The date that "today" means.</param>
    public CodeChanges(IEnumerable<(int Code, DateOnly From, DateOnly? To)> validity, IEnumerable<CodeChange> changes, DateOnly asOf)
    {
        this.asOf = asOf;
        var known = new CodeChangeIndex(changes);
        periods = Runs(validity).GroupBy(run => run.Code).ToDictionary(g => g.Key, g => g.SelectMany(run => Cut(run, known)).ToArray());
        var all = periods.Values.SelectMany(p => p).OrderByDescending(p => p.From).ToArray();
        foreach (var period in all) period.Next = NextOf(period, known);
        foreach (var next in all.SelectMany(period => period.Next)) next.Predecessors++;
        // a period's successors begin later than itself
        foreach (var period in all) period.Today = TodayOf(period, known);
    }

    /// <summary>Where the area that the code stood for on a day lies on the as-of date. A code not in use that day: the last time it was.</summary>
    public Successors Today(int code, DateOnly at) => Find(code, at)?.Today ?? Successors.Unknown;

    /// <summary>Whether a code in use on both days stood for the same place, or one that kept a part of it.</summary>
    public bool IsSamePlace(int code, DateOnly earlier, DateOnly later) => Find(code, earlier) is { } period && Leads(period, code, later);

    /// <summary>
    /// Whether the code of that day is nothing but another number for <paramref name="today"/>, so that numbers within it, as cadastral ones, carry over:
    /// at every step the old had one successor and the new one predecessor.
    /// </summary>
    public bool IsOneToOne(int code, DateOnly at, int today)
    {
        var period = Find(code, at);
        if (period?.Today.Only != today) return false;
        while (period.EndsBy(asOf))
        {
            if (period.Next is not [{ Predecessors: 1 } next]) return false;
            period = next;
        }
        return true;
    }

    private static bool Leads(CodePeriod period, int code, DateOnly date)
    {
        if (!period.EndsBy(date)) return period.Code == code;
        foreach (var next in period.Next)
        {
            if (Leads(next, code, date)) return true;
        }
        return false;
    }

    private CodePeriod? Find(int code, DateOnly date)
    {
        if (!periods.TryGetValue(code, out var ofCode)) return null;
        for (var i = ofCode.Length - 1; i >= 0; i--)
        {
            if (ofCode[i].From <= date && !ofCode[i].EndsBy(date)) return ofCode[i];
        }
        return Array.FindLast(ofCode, p => p.From <= asOf) ?? ofCode[^1];
    }

    /// <summary>Times that follow each other without a gap are one.</summary>
    private static IEnumerable<(int Code, DateOnly From, DateOnly? To)> Runs(IEnumerable<(int Code, DateOnly From, DateOnly? To)> validity)
    {
        using var all = validity.GetEnumerator();
        if (!all.MoveNext()) yield break;
        var run = all.Current;
        while (all.MoveNext())
        {
            if (all.Current.Code == run.Code && all.Current.From == run.To)
            {
                run.To = all.Current.To;
                continue;
            }
            yield return run;
            run = all.Current;
        }
        yield return run;
    }

    private static IEnumerable<CodePeriod> Cut((int Code, DateOnly From, DateOnly? To) run, CodeChangeIndex known)
    {
        var from = run.From;
        foreach (var date in known.DaysOf(run.Code))
        {
            if (date <= from || date >= run.To) continue;
            yield return new CodePeriod(run.Code, from, date);
            from = date;
        }
        yield return new CodePeriod(run.Code, from, run.To);
    }

    private CodePeriod[] NextOf(CodePeriod period, CodeChangeIndex known)
    {
        if (period.To is not { } day) return [];
        var codes = new HashSet<int>(known.NewOf(period.Code, day));
        // changes may leave out what stays: a code that goes on keeps its area, unless it gave all of it and took another's
        if (!known.IsOld(period.Code, day) || !known.IsNew(period.Code, day)) codes.Add(period.Code);
        return [.. codes.Order().Select(code => Starting(code, day)).OfType<CodePeriod>()];
    }

    private CodePeriod? Starting(int code, DateOnly day) => periods.TryGetValue(code, out var ofCode) ? Array.Find(ofCode, p => p.From == day) : null;

    private Successors TodayOf(CodePeriod period, CodeChangeIndex known)
    {
        if (period.From > asOf) return new([], TodayReason.Future);
        if (!period.EndsBy(asOf)) return new([period.Code], TodayReason.None);
        var codes = period.Next.SelectMany(next => next.Today.Codes.ToArray()).Distinct().Order().ToArray();
        if (codes.Length > 1) return new(codes, TodayReason.Split);
        var lost = period.Next.Select(next => next.Today.Reason).FirstOrDefault(reason => reason != TodayReason.None);
        if (lost == TodayReason.None && known.Ceases(period.Code, period.To!.Value)) lost = TodayReason.Ceased;
        if (lost == TodayReason.None && (codes.Length == 0 || known.NewOf(period.Code, period.To!.Value).Any(code => Starting(code, period.To.Value) is null))) lost = TodayReason.NoChangeData;
        return new(codes, lost);
    }
}
