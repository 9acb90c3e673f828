import { useEffect, useMemo } from "react";
import { LinkPage } from "../features/session/components/LinkPage";
import { SignInPage } from "../features/session/components/SignInPage";
import { ProjectPage } from "../features/project/components/ProjectPage";
import { NoProject } from "../features/project/components/NoProject";
import { useStore } from "../shared/store";
import { TextContext } from "../shared/TextContext";
import { translator } from "../shared/translate";
import { language, speak } from "./language";
import { useRoute } from "./navigation";
import { askWhoWeAre, session } from "./session";
import { Waiting } from "./Waiting";

export function App() {
  const state = useStore(session, (s) => s);
  const locale = useStore(language, (s) => s);
  const route = useRoute();
  const me = state.phase === "signed-in" ? state.me : undefined;
  const wanted = route.page === "home" || route.page === "link" ? undefined : route.project;
  const project = me?.projects.find((one) => one.id === wanted) ?? me?.projects[0];
  const timeZone = project?.timeZone ?? "UTC";
  const texts = useMemo(() => ({ locale, timeZone, t: translator(locale) }), [locale, timeZone]);

  useEffect(() => {
    if (route.page !== "link") void askWhoWeAre();
  }, [route.page === "link"]);
  useEffect(() => speak(me?.user.locale ?? locale), [me?.user.locale]);

  return (
    <TextContext value={texts}>
      {route.page === "link" ? <LinkPage key={route.token} token={route.token} />
        : state.phase === "signed-out" ? <SignInPage />
        : me === undefined ? <Waiting failed={state.phase === "unreachable"} onRetry={() => void askWhoWeAre()} />
        : project === undefined ? <NoProject />
        : <ProjectPage key={project.id} me={me} project={project} />}
    </TextContext>
  );
}
