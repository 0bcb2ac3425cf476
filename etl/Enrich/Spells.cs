namespace PersonEtl.Etl.Enrich;

/// <summary>The spells of every code of a classification or a correspondence, in order and without overlap.</summary>
internal sealed class Spells(IReadOnlyDictionary<string, IReadOnlyList<Spell>> byCode)
{
    public IEnumerable<string> Codes => byCode.Keys.Order(StringComparer.Ordinal);

    public IReadOnlyList<Spell> Of(string? code) => code is not null && byCode.TryGetValue(code, out var spells) ? spells : [];

    /// <summary>The time from a day to before another, cut where the code's value changes; a piece without value has null.</summary>
    public IEnumerable<Spell> Slices(string? code, DateOnly from, DateOnly? to)
    {
        foreach (var spell in Of(code))
        {
            if (spell.To <= from) continue;
            if (to <= spell.From) break;
            if (from < spell.From) yield return new Spell(null, from, spell.From);
            var start = from < spell.From ? spell.From : from;
            if (spell.To is not { } end || end >= to)
            {
                yield return new Spell(spell.Value, start, to);
                yield break;
            }
            yield return new Spell(spell.Value, start, end);
            from = end;
        }
        yield return new Spell(null, from, to);
    }
}
