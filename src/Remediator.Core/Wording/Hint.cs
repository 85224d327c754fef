namespace Remediator.Core.Wording;

/// <summary>What a person may do next, besides the next step of the cause itself.</summary>
public enum Hint
{
    PutBackIfMeant,
    PutBackNow,
    LookAgain,
    ReadPolicyAgain,
    ApplyOrLetApply,
    ApplyByHand,
    Decide,
    Approve,
    AskOwner,
    NotEdited,
    NothingToDo,
}
