namespace PersonEtl.Etl.Enrich;

/// <summary>A value (a name, or the code it leads to) that held from a day to before another; null is no value.</summary>
internal readonly record struct Spell(string? Value, DateOnly From, DateOnly? To)
{
    public bool Covers(DateOnly date) => From <= date && (To is not { } to || date < to);
}
