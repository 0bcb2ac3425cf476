using PersonEtl.Etl.Mart;
namespace PersonEtl.Etl.Enrich;

/// <summary>
/// What a key of an address leads to: how many addresses, and the unit they share (0 when they have none, or not the same).
/// </summary>
internal readonly record struct AddressMatch(int Candidates, int Unit, bool Ambiguous)
{
    /// <summary>The match with one more address; an address without unit disagrees with one that has it.</summary>
    public AddressMatch With(int unit)
        => Candidates == 0 ? new(1, unit, false)
        : unit != Unit ? new(Candidates + 1, 0, true)
        : this with { Candidates = Candidates + 1 };
}
