using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.World;

/// <summary>
/// The right answer for one address version: a line of <c>answers.csv</c>. <paramref name="Kind"/> is residential, present or shared,
/// <paramref name="Ordinal"/> the row's place in FREG's array, <paramref name="Flaw"/> a <see cref="People.AddressFlaw"/>; see <see cref="People.Truth"/> for the rest.
/// </summary>
internal sealed record Answer(
    string Number,
    string Kind,
    int Ordinal,
    bool Current,
    string? Unit,
    string? UnitToday,
    string? District,
    string? ServiceDistrict,
    string Findable,
    string FindableToday,
    string? Why,
    string Grading,
    string Flaw,
    string Trap);
