namespace PersonEtl.Etl.World.Nights;

/// <summary>
/// Something that happened to a person before a night. <paramref name="Numbers"/> are the new number, those of the duplicate,
/// or the number that contact data came for.
/// </summary>
internal sealed record LifeEvent(int Night, NightChange Change, IReadOnlyList<string> Numbers)
{
    public bool IsContact => Change is NightChange.Contact or NightChange.ContactDeleted or NightChange.ContactVerified or NightChange.ContactAhead;
}
