namespace PersonEtl.Etl.World.Writing;

/// <summary>The forms in which KRR's records come.</summary>
internal enum KrrPageForm
{
    /// <summary><c>{"list": […], "fraEndringsId": …}</c>.</summary>
    Feed,

    /// <summary><c>{"personer": […]}</c>.</summary>
    LookUp,

    /// <summary>One record a line.</summary>
    Lines,
}
