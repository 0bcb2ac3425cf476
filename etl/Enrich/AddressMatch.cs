namespace PersonEtl.Etl.Enrich;

/// <summary>
/// What a key of an address leads to: how many addresses, and the unit they share (0 when they have none, or not the same).
/// </summary>
internal readonly record struct AddressMatch(int Candidates, int Unit, bool Ambiguous)
{
    /// <summary>The match with one more address; an address without unit disagrees with one that has it.</summary>
    public AddressMatch With(int unit) => With(new AddressMatch(1, unit, Ambiguous: false));

    /// <summary>The match with the addresses of another.</summary>
    public AddressMatch With(AddressMatch other)
        => Candidates == 0 ? other
        : other.Candidates == 0 ? this
        : Ambiguous || other.Ambiguous || other.Unit != Unit ? new(Candidates + other.Candidates, 0, Ambiguous: true)
        : this with { Candidates = Candidates + other.Candidates };
}
