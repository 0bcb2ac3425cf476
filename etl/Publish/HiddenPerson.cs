namespace PersonEtl.Etl.Publish;

/// <summary>Who may have something published that must be hidden.</summary>
/// <param name="Reach">How much.</param>
/// <param name="Residential">Whether the current residential address is hidden.</param>
/// <param name="Present">Whether the current present address is hidden.</param>
/// <param name="Remaining">The public address rows that stay.</param>
internal sealed record HiddenPerson(HideReach Reach, bool Residential, bool Present, IReadOnlyList<RemainingAddress> Remaining)
{
    public static HiddenPerson Whole(HideReach reach) => new(reach, true, true, []);
}
