namespace PersonEtl.Etl.World.People;

/// <summary>
/// Where an address version truly lies, whoever can find out. <paramref name="Unit"/> is under the municipality number the row bears,
/// <paramref name="UnitToday"/> under today's; both are null where there is no right answer. Districts belong to <paramref name="Unit"/>.
/// <paramref name="Findable"/> tells how the row's own unit can be found and <paramref name="FindableToday"/> today's;
/// <paramref name="Why"/> says why not, in the mart's words, and <paramref name="Trap"/> what a hasty look-up would have found.
/// </summary>
internal sealed record Truth(
    string? Unit,
    string? UnitToday,
    string? District,
    string? ServiceDistrict,
    Findable Findable,
    Findable FindableToday,
    string? Why,
    Trap Trap = Trap.None)
{
    public static Truth Nowhere(string why) => new(null, null, null, null, Findable.None, Findable.None, why);
}
