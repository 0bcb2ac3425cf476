namespace PersonEtl.Etl.World.People;

/// <summary>The weakest evidence that still gives the one right unit; <see cref="None"/> where nothing in the deliveries does.</summary>
internal enum Findable
{
    None,

    /// <summary>FREG says the unit itself.</summary>
    Freg,

    /// <summary>The address id.</summary>
    Id,

    /// <summary>Municipality, street code, number, letter.</summary>
    Street,

    /// <summary>Municipality and cadastral number, against cadastral addresses.</summary>
    Cadastral,

    /// <summary>Municipality, street name, number, letter and postal code.</summary>
    Name,
}
